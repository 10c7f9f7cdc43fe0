package dev.traza.command.ticket.across;

import dev.traza.command.ticket.Decision;
import dev.traza.command.ticket.RecordedEvent;
import dev.traza.command.ticket.TicketMerge;
import dev.traza.command.ticket.TicketState;
import dev.traza.command.ticket.across.Aftermath.Answering;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.Origin;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.TicketCommand.AbandonMerge;
import dev.traza.contract.ticket.TicketCommand.AbsorbTicket;
import dev.traza.contract.ticket.TicketCommand.ChangeAbsorbedTicket;
import dev.traza.contract.ticket.TicketCommand.FinishMerge;
import dev.traza.contract.ticket.TicketCommand.MergeTicket;
import dev.traza.contract.ticket.TicketCommand.RestoreTicket;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.TicketUnmerged;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * S goes on in T, and is taken back:
 *
 * <pre>
 *   S: MergeTicket    MergeBegun             ─┐
 *   T: AbsorbTicket   TicketAbsorbed, or no   ─┤ answered by the last
 *   S: FinishMerge    TicketMerged            ─┘
 *      or AbandonMerge, MergeAbandoned, and S is as it was
 *
 *   S: UnmergeTicket  TicketUnmerged, answered at once
 *   T: RestoreTicket  TicketRestored
 * </pre>
 *
 * <p>While S is under way it takes nothing that it was not told by another ticket, so what T was told of it stays true. If
 * something goes on in S and is taken back, T is told what S stands for now, and so is whatever T goes on in. Commands
 * from S to T keep their order, so that T hears of it after it heard of S, and before S is taken back.
 */
final class Merging {

    private static final String ABSORB = "absorb-ticket";
    private static final String FINISH = "finish-merge";
    private static final String ABANDON = "abandon-merge";
    private static final String RESTORE = "restore-ticket";
    private static final String CHANGE = "change-absorbed-ticket";

    private Merging() {}

    static UUID lastStep(UUID asked) {
        return Step.idAfter(Step.idAfter(asked, ABSORB), FINISH);
    }

    static Aftermath asked(
            MergeTicket merge,
            CommandEnvelope envelope,
            UUID ticketId,
            @Nullable TicketState before,
            Decision decision) {
        if (decision instanceof Decision.Refused || before == null) {
            return Aftermath.none();
        }
        TicketRef into = TicketRef.parse(merge.into()).orElseThrow();
        AbsorbTicket absorb =
                new AbsorbTicket(asAbsorbed(ticketId, before), before.holder().agentId());
        return Aftermath.later(new Step(into, absorb, ABSORB, AcrossTickets.originOf(envelope)));
    }

    static Aftermath absorbed(
            AbsorbTicket absorb,
            CommandEnvelope envelope,
            UUID ticketId,
            @Nullable TicketState before,
            Decision decision) {
        TicketRef source = TicketRef.of(absorb.source().ticketId());
        return Aftermath.told(
                switch (decision) {
                    case Decision.Accepted _ ->
                        new Step(
                                source,
                                new FinishMerge(
                                        ticketId, Objects.requireNonNull(before).number()),
                                FINISH,
                                envelope.origin());
                    case Decision.Refused(RejectionCode code, String detail, List<String> _) ->
                        new Step(
                                source,
                                new AbandonMerge(
                                        code.name(),
                                        code == RejectionCode.TICKET_NOT_FOUND
                                                ? "There is no such ticket to merge into"
                                                : detail),
                                ABANDON,
                                envelope.origin());
                });
    }

    static Aftermath finished(FinishMerge finish, CommandEnvelope envelope, UUID ticketId, Decision decision) {
        List<Step> undo = decision instanceof Decision.Refused
                ? List.of(new Step(TicketRef.of(finish.intoId()), new RestoreTicket(ticketId), RESTORE, null))
                : List.of();
        return new Aftermath(atLast(envelope.origin(), null), undo);
    }

    static Aftermath abandoned(AbandonMerge abandon, CommandEnvelope envelope) {
        Decision.Refused refusal = Decision.refused(RejectionCode.valueOf(abandon.code()), abandon.detail());
        return new Aftermath(atLast(envelope.origin(), refusal), List.of());
    }

    static Aftermath unmerged(UUID ticketId, Decision decision) {
        return decision instanceof Decision.Accepted(List<TicketEvent> events)
                        && !events.isEmpty()
                        && events.getFirst() instanceof TicketUnmerged unmerged
                ? Aftermath.told(new Step(TicketRef.of(unmerged.fromId()), new RestoreTicket(ticketId), RESTORE, null))
                : Aftermath.none();
    }

    /** The ticket in which this one goes on learns what this one stands for now. */
    static Aftermath changed(CommandEnvelope envelope, UUID ticketId, @Nullable TicketState before, Decision decision) {
        TicketMerge.Into into = before == null ? null : before.merge().into();
        if (into == null || !(decision instanceof Decision.Accepted(List<TicketEvent> events)) || events.isEmpty()) {
            return Aftermath.none();
        }
        TicketState after = Objects.requireNonNull(before);
        for (TicketEvent event : events) {
            after = TicketState.evolve(after, new RecordedEvent(event, envelope.acceptedAt()));
        }
        return Aftermath.told(
                new Step(into.ticket(), new ChangeAbsorbedTicket(asAbsorbed(ticketId, after)), CHANGE, null));
    }

    private static AbsorbedTicket asAbsorbed(UUID ticketId, TicketState state) {
        return new AbsorbedTicket(
                ticketId,
                state.number(),
                state.everyoneAsking(),
                state.watchers().stream().sorted().toList(),
                state.merge().tickets());
    }

    private static Answering atLast(@Nullable Origin origin, Decision.@Nullable Refused refusal) {
        return origin == null ? new Answering.AtOnce() : new Answering.AtLast(origin, refusal);
    }
}
