package dev.traza.command.processor;

import dev.traza.command.ticket.Facts;
import dev.traza.command.ticket.RecordedEvent;
import dev.traza.command.ticket.TicketRequest;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Rehearses the life of tickets that nobody asked for, in memory only, so that the first real command meets compiled
 * code: cold, a command through Axon takes ten times as long.
 */
final class WarmUp {

    private final TicketModel model;
    private final Clock clock;

    WarmUp(TicketModel model, Clock clock) {
        this.model = model;
        this.clock = clock;
    }

    /**
     * Lets tickets live until there were enough or the time is up.
     *
     * @return how many lived
     */
    int run(int tickets, Duration limit) {
        Instant end = clock.instant().plus(limit);
        int lived = 0;
        while (lived < tickets && clock.instant().isBefore(end)) {
            live(clock.instant());
            lived++;
        }
        return lived;
    }

    private void live(Instant now) {
        UUID ticketId = Ids.next();
        List<byte[]> history = new ArrayList<>();
        TicketKeys keys = TicketKeys.none();
        for (TicketCommand command : life()) {
            CommandEnvelope envelope = passedOn(new CommandEnvelope(
                    Ids.next(),
                    TicketRef.of(ticketId),
                    Actor.user("rehearsal", Set.of(Role.AGENT)),
                    now,
                    now,
                    null,
                    ticketId,
                    null,
                    null,
                    0,
                    null,
                    command));
            List<RecordedEvent> past = history.stream()
                    .map(stored -> StoredEvent.of(stored, keys).recorded())
                    .toList();
            Facts facts = Facts.of(envelope, ticketId, new TicketNumber(1));
            List<RecordedEvent> happened = model.handle(TicketRequest.of(envelope.command(), facts), past)
                    .happened();
            Happening.of(
                            envelope,
                            ticketId,
                            history.size(),
                            happened,
                            MessageCatalogue.TICKET_EVENTS,
                            event -> EventRecords.TICKET.write(event, keys),
                            true)
                    .forEach(happening -> history.add(happening.stored()));
        }
    }

    /** Written and read, as it will be over Kafka. */
    private static CommandEnvelope passedOn(CommandEnvelope envelope) {
        try {
            return CommandRecords.read(CommandRecords.write("/rehearsal", envelope));
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("What the contract writes it can read", e);
        }
    }

    private static List<TicketCommand> life() {
        return List.of(
                new TicketCommand.OpenTicket(
                        TicketType.INCIDENT,
                        Channel.PORTAL,
                        new Requester("r", "R", "r@example.org", null, null, "en", false),
                        "The printer does not print",
                        "It blinks and says nothing",
                        "hardware/printer",
                        Impact.LOW,
                        Urgency.HIGH,
                        Priority.NORMAL,
                        List.of("printer"),
                        Map.of("floor", "3"),
                        null),
                new TicketCommand.AssignTicket("desk", null, AssignmentBasis.manual()),
                new TicketCommand.TakeTicket("desk"),
                new TicketCommand.AddComment(
                        Ids.next(), "We are on it", Visibility.PUBLIC, AuthorKind.AGENT, Channel.PORTAL),
                new TicketCommand.PrioritizeTicket(null, null, Priority.HIGH, "the board waits"),
                new TicketCommand.EscalateTicket(
                        EscalationKind.FUNCTIONAL, null, null, "needs a specialist", EscalationCause.AGENT),
                new TicketCommand.WaitForRequester("serial number?"),
                new TicketCommand.AddComment(
                        Ids.next(), "X-200", Visibility.PUBLIC, AuthorKind.REQUESTER, Channel.EMAIL),
                new TicketCommand.HoldTicket(HoldReason.THIRD_PARTY, null, "part ordered"),
                new TicketCommand.ResumeTicket(ResumeReason.REQUESTED),
                new TicketCommand.ReleaseTicket(null),
                new TicketCommand.ResolveTicket(ResolutionCode.FIXED, "new toner"),
                new TicketCommand.ReopenTicket("still broken"),
                new TicketCommand.ResolveTicket(ResolutionCode.FIXED, "new drum"),
                // Refused, so that refusing is rehearsed as well.
                new TicketCommand.HoldTicket(HoldReason.DATE, null, null),
                new TicketCommand.CloseTicket(null, null));
    }
}
