package dev.traza.notification.dispatch;

import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.Requester;
import dev.traza.notification.channel.MailAddress;
import dev.traza.notification.ledger.Addressee;
import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.rule.Recipient;
import dev.traza.notification.rule.Suppression;
import dev.traza.notification.ticket.Directory;
import dev.traza.notification.ticket.TicketContext;
import dev.traza.notification.ticket.TicketContexts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the person behind a relation, and the person's address. */
public final class Addressing {

    private final TicketContexts tickets;
    private final Directory directory;

    /** Looks people up in these. */
    public Addressing(TicketContexts tickets, Directory directory) {
        this.tickets = tickets;
        this.directory = directory;
    }

    Resolution resolve(Delivery delivery) {
        Optional<TicketContext> known = tickets.find(delivery.ticketId());
        if (known.isEmpty()) {
            return new Resolution.NotYet(Suppression.UNKNOWN_TICKET);
        }
        TicketContext ticket = known.get();
        return switch (delivery.recipient()) {
            case Recipient.Requester requester -> toRequester(ticket.requester(), ticket);
            case Recipient.Participant participant ->
                ticket.participant(participant.personId())
                        .map(person -> toParticipant(person, ticket))
                        // A comment may be on record a moment before the participant whom it is for.
                        .orElseGet(() -> new Resolution.NotYet(Suppression.NOT_TAKING_PART));
            case Recipient.Agent agent -> toAgent(agent.personId(), ticket);
            case Recipient.Assignee whoever -> {
                String assigneeId = ticket.assigneeId();
                yield assigneeId == null
                        ? new Resolution.Nobody(Suppression.NO_ASSIGNEE)
                        : unlessOwn(delivery, assigneeId, ticket);
            }
            case Recipient.Supervisor whoever -> toSupervisor(delivery, ticket);
            case Recipient.Approver approver -> toApprover(approver, ticket);
        };
    }

    private Resolution toSupervisor(Delivery delivery, TicketContext ticket) {
        String teamId = ticket.teamId();
        if (teamId == null) {
            return new Resolution.Nobody(Suppression.NO_SUPERVISOR);
        }
        Optional<DirectoryEntry.Team> team = directory.team(teamId);
        if (team.isEmpty()) {
            return new Resolution.NotYet(Suppression.UNKNOWN_RECIPIENT);
        }
        String supervisorId = team.get().supervisorId();
        if (supervisorId == null) {
            return new Resolution.Nobody(Suppression.NO_SUPERVISOR);
        }
        return supervisorId.equals(ticket.assigneeId())
                ? new Resolution.Nobody(Suppression.ALREADY_TOLD)
                : unlessOwn(delivery, supervisorId, ticket);
    }

    private Resolution unlessOwn(Delivery delivery, String personId, TicketContext ticket) {
        return delivery.notTo().contains(personId) && !delivery.askedFor()
                ? new Resolution.Nobody(Suppression.OWN_ACTION)
                : toAgent(personId, ticket);
    }

    private Resolution toAgent(String personId, TicketContext ticket) {
        Optional<DirectoryEntry.Agent> agent = directory.agent(personId);
        if (agent.isEmpty()) {
            return new Resolution.NotYet(Suppression.UNKNOWN_RECIPIENT);
        }
        return to(personId, agent.get().name(), agent.get().email(), agent.get().language(), ticket);
    }

    private Resolution toApprover(Recipient.Approver approver, TicketContext ticket) {
        String personId = approver.personId();
        if (approver.email() == null && personId.equals(ticket.requester().id())) {
            return toRequester(ticket.requester(), ticket);
        }
        // Without an address of their own they can only be staff, of whom the directory may tell in a moment.
        return approver.email() == null || directory.agent(personId).isPresent()
                ? toAgent(personId, ticket)
                : to(personId, approver.name(), approver.email(), approver.language(), ticket);
    }

    private static Resolution toRequester(Requester requester, TicketContext ticket) {
        return to(requester.id(), requester.name(), requester.email(), requester.language(), ticket);
    }

    private static Resolution toParticipant(Participant participant, TicketContext ticket) {
        return to(participant.id(), participant.name(), participant.email(), participant.language(), ticket);
    }

    private static Resolution to(
            String personId,
            @Nullable String name,
            @Nullable String address,
            @Nullable String language,
            TicketContext ticket) {
        if (address == null || address.isBlank()) {
            return new Resolution.Nobody(Suppression.NO_ADDRESS);
        }
        return MailAddress.isValid(address)
                ? new Resolution.To(new Addressee(personId, name, address, language), ticket)
                : new Resolution.Nobody(Suppression.INVALID_ADDRESS);
    }
}
