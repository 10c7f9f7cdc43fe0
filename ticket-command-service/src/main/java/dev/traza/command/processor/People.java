package dev.traza.command.processor;

import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.TicketEvent;
import java.util.stream.Stream;

/** The people whose data an event brings into its ticket, those who work in support aside. */
final class People {

    private People() {}

    static Stream<String> in(TicketEvent event) {
        return switch (event) {
            case TicketEvent.TicketOpened opened -> Stream.of(opened.requester().id());
            case TicketEvent.ParticipantAdded added ->
                Stream.of(added.participant().id());
            case TicketEvent.ApprovalRequested requested ->
                requested.approvers().stream().map(Approver::id);
            case TicketEvent.TicketAbsorbed absorbed -> in(absorbed.source());
            case TicketEvent.AbsorbedTicketChanged changed -> in(changed.source());
            case TicketEvent _ -> Stream.empty();
        };
    }

    private static Stream<String> in(AbsorbedTicket source) {
        return source.participants().stream().map(Participant::id);
    }
}
