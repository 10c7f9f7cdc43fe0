package dev.traza.command.ticket;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.ErasePersonalData;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketEvent.PersonalDataErased;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is still known of a ticket whose history has left the store of decisions; the events stay on the log.
 *
 * @param closedAt when it was closed
 * @param saidByOthers what people said on the requester's side of the desk who are not the requester, by their ids
 */
public record ArchivedTicket(
        String number, String requesterId, long version, Instant closedAt, Map<String, List<UUID>> saidByOthers) {

    public ArchivedTicket {
        saidByOthers = saidByOthers == null ? Map.of() : Map.copyOf(saidByOthers);
    }

    /** Decides the only command that is carried out even now: nobody's data is out of reach of being erased. */
    public Decision.Accepted erase(ErasePersonalData erase) {
        String person = erase.personId();
        return new Decision.Accepted(List.of(new PersonalDataErased(
                person, requesterId.equals(person), saidByOthers.getOrDefault(person, List.of()), Status.CLOSED)));
    }

    /** The same after one more event. */
    public ArchivedTicket next() {
        return new ArchivedTicket(number, requesterId, version + 1, closedAt, saidByOthers);
    }

    /** No other command is carried out any more; whoever may know of the ticket is told how to go on. */
    public Decision.Refused refuse(TicketCommand command, Actor actor) {
        if (!actor.isStaff() && !requesterId.equals(actor.subject())) {
            return Decider.notFound();
        }
        return command instanceof OpenTicket
                ? Decider.exists()
                : new Decision.Refused(
                        RejectionCode.TICKET_ARCHIVED,
                        "The ticket was closed at %s and is archived; open a follow-up ticket with followUpOf set to this one's id"
                                .formatted(closedAt),
                        List.of());
    }
}
