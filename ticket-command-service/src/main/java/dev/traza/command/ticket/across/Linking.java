package dev.traza.command.ticket.across;

import dev.traza.command.ticket.Decision;
import dev.traza.command.ticket.TicketLinks;
import dev.traza.command.ticket.TicketState;
import dev.traza.command.ticket.across.Aftermath.Answering;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.Origin;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.TicketCommand.ConfirmLink;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.MirrorLink;
import dev.traza.contract.ticket.TicketCommand.MirrorUnlink;
import dev.traza.contract.ticket.TicketCommand.RefuseLink;
import dev.traza.contract.ticket.TicketCommand.UnlinkTicket;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.TicketUnlinked;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link from A to B:
 *
 * <pre>
 *   A: LinkTicket   may it be?           ─┐
 *   B: MirrorLink   TicketLinked, or no   ─┤ answered by the last
 *   A: ConfirmLink  TicketLinked          ─┘
 *      or RefuseLink, and nothing has happened
 * </pre>
 *
 * <p>Between two tickets commands keep their order, because each partition has one writer and is read in order. Links that
 * are made and taken away from both ends at once therefore meet in few ways, and in each both tickets end up alike: a
 * confirmation that comes after its link was taken away is void, since the other ticket was told of that later than of
 * the link; one that cannot be carried out any more lets the other ticket take the link away itself.
 */
final class Linking {

    private static final String MIRROR = "mirror-link";
    private static final String CONFIRM = "confirm-link";
    private static final String REFUSE = "refuse-link";
    private static final String MIRROR_UNLINK = "mirror-unlink";
    private static final String UNDO = "undo-link";

    private Linking() {}

    static UUID lastStep(UUID asked) {
        return Step.idAfter(Step.idAfter(asked, MIRROR), CONFIRM);
    }

    static Aftermath asked(
            LinkTicket link, CommandEnvelope envelope, UUID ticketId, @Nullable TicketState before, Decision decision) {
        if (decision instanceof Decision.Refused || before == null) {
            return Aftermath.none();
        }
        TicketRef other = TicketRef.parse(link.other()).orElseThrow();
        if (before.links().find(link.type(), other).isPresent()) {
            return Aftermath.none();
        }
        MirrorLink mirror = new MirrorLink(
                link.type().inverse(),
                seen(ticketId, before),
                relativesBeyond(link.type(), before.links()),
                before.version());
        return Aftermath.later(new Step(other, mirror, MIRROR, AcrossTickets.originOf(envelope)));
    }

    /** Where a circle would show: only parents and what is depended on can be followed round. */
    private static List<UUID> relativesBeyond(LinkType type, TicketLinks links) {
        return type == LinkType.RELATED ? List.of() : links.idsOf(type.inverse());
    }

    static Aftermath mirrored(
            MirrorLink mirror,
            CommandEnvelope envelope,
            UUID ticketId,
            @Nullable TicketState before,
            Decision decision) {
        TicketRef asker = TicketRef.of(mirror.other().ticketId());
        Step back =
                switch (decision) {
                    case Decision.Accepted _ ->
                        new Step(
                                asker,
                                new ConfirmLink(
                                        mirror.type().inverse(),
                                        seen(ticketId, Objects.requireNonNull(before)),
                                        mirror.askedAt()),
                                CONFIRM,
                                envelope.origin());
                    case Decision.Refused(RejectionCode code, String detail, List<String> _) ->
                        new Step(
                                asker,
                                new RefuseLink(
                                        code.name(),
                                        switch (code) {
                                            case TICKET_NOT_FOUND -> "There is no such ticket to link to";
                                            case TICKET_ARCHIVED -> "The ticket to link to is archived";
                                            case RejectionCode _ -> detail;
                                        }),
                                REFUSE,
                                envelope.origin());
                };
        return Aftermath.told(back);
    }

    static Aftermath confirmed(
            ConfirmLink confirm,
            CommandEnvelope envelope,
            UUID ticketId,
            @Nullable TicketState before,
            Decision decision) {
        UUID otherId = confirm.other().ticketId();
        boolean undone = before != null && before.links().undoneSince(confirm.type(), otherId, confirm.askedAt());
        List<Step> steps = decision instanceof Decision.Refused && !undone
                ? List.of(new Step(
                        TicketRef.of(otherId),
                        new UnlinkTicket(confirm.type().inverse(), ticketId.toString()),
                        UNDO,
                        null))
                : List.of();
        return new Aftermath(atLast(envelope.origin(), null), steps);
    }

    static Aftermath refused(RefuseLink refuse, CommandEnvelope envelope) {
        Decision.Refused refusal = Decision.refused(RejectionCode.valueOf(refuse.code()), refuse.detail());
        return new Aftermath(atLast(envelope.origin(), refusal), List.of());
    }

    static Aftermath unlinked(UUID ticketId, Decision decision) {
        return decision instanceof Decision.Accepted(List<TicketEvent> events)
                        && !events.isEmpty()
                        && events.getFirst() instanceof TicketUnlinked gone
                ? Aftermath.told(new Step(
                        TicketRef.of(gone.otherId()),
                        new MirrorUnlink(gone.type().inverse(), ticketId),
                        MIRROR_UNLINK,
                        null))
                : Aftermath.none();
    }

    private static Answering atLast(@Nullable Origin origin, Decision.@Nullable Refused refusal) {
        return origin == null ? new Answering.AtOnce() : new Answering.AtLast(origin, refusal);
    }

    private static LinkedTicket seen(UUID ticketId, TicketState state) {
        return new LinkedTicket(ticketId, state.number(), state.requesterId(), state.status());
    }
}
