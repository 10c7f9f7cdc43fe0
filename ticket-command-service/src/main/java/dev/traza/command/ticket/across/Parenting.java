package dev.traza.command.ticket.across;

import dev.traza.command.ticket.Decision;
import dev.traza.command.ticket.TicketLinks;
import dev.traza.command.ticket.TicketState;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.NoteChildProgress;
import dev.traza.contract.ticket.TicketCommand.OfferResolution;
import dev.traza.contract.ticket.TicketCommand.WithdrawOffer;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.TicketLinked;
import dev.traza.contract.ticket.TicketEvent.TicketReopened;
import dev.traza.contract.ticket.TicketEvent.TicketResolved;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What parents and children tell each other, whatever command it was that made them resolved, closed or open again. */
final class Parenting {

    private Parenting() {}

    static List<Step> steps(UUID ticketId, @Nullable TicketState before, Decision decision) {
        return before != null && decision instanceof Decision.Accepted(List<TicketEvent> events)
                ? Stream.concat(
                                events.stream().flatMap(event -> toChildren(event, ticketId, before)),
                                toParent(events, ticketId, before))
                        .toList()
                : List.of();
    }

    private static Stream<Step> toChildren(TicketEvent event, UUID ticketId, TicketState before) {
        return switch (event) {
            case TicketResolved resolved ->
                toEachChild(
                        before,
                        "offer-resolution ",
                        _ -> new OfferResolution(ticketId, before.number(), resolved.code(), resolved.text()));
            case TicketReopened _ -> toEachChild(before, "withdraw-offer ", _ -> new WithdrawOffer(ticketId));
            case TicketEvent _ -> Stream.empty();
        };
    }

    private static Stream<Step> toEachChild(
            TicketState before, String purpose, Function<LinkedTicket, TicketCommand> command) {
        return before.links().idsOf(LinkType.PARENT_OF).stream()
                .flatMap(child -> before.links().find(LinkType.PARENT_OF, TicketRef.of(child)).stream())
                .map(child -> new Step(
                        TicketRef.of(child.ticketId()), command.apply(child), purpose + child.ticketId(), null));
    }

    private static Stream<Step> toParent(List<TicketEvent> events, UUID ticketId, TicketState before) {
        if (events.isEmpty()) {
            return Stream.empty();
        }
        Status after = events.getLast().status();
        // While a link was being made the child may have gone on, and its parent knows it as it was asked.
        Stream<UUID> newParents = events.stream()
                .flatMap(event ->
                        event instanceof TicketLinked linked && linked.type() == LinkType.CHILD_OF && !linked.mirrored()
                                ? Stream.of(linked.other().ticketId())
                                : Stream.empty());
        boolean progressed = TicketLinks.stage(before.status()) != TicketLinks.stage(after);
        Stream<UUID> parents = progressed ? before.links().idsOf(LinkType.CHILD_OF).stream() : Stream.empty();
        return Stream.concat(parents, newParents)
                .map(parent -> new Step(
                        TicketRef.of(parent), new NoteChildProgress(ticketId, after), "note-progress " + parent, null));
    }
}
