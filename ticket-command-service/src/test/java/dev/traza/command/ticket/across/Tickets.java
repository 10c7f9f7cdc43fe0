package dev.traza.command.ticket.across;

import dev.traza.command.ticket.Decider;
import dev.traza.command.ticket.Decision;
import dev.traza.command.ticket.Facts;
import dev.traza.command.ticket.RecordedEvent;
import dev.traza.command.ticket.TicketState;
import dev.traza.command.ticket.across.Aftermath.Answering;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tickets, each in a partition of its own, and what is under way between them. Between two tickets commands keep their
 * order, as they do on the log; which of them goes on next is the test's to say.
 */
final class Tickets {

    static final Actor ANA = Actor.user("ana", Set.of(Role.AGENT));
    static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");

    private final Map<UUID, List<RecordedEvent>> histories = new LinkedHashMap<>();
    private final Map<Way, Deque<CommandEnvelope>> underWay = new LinkedHashMap<>();
    private final Map<UUID, List<Decision>> answers = new HashMap<>();
    private final Map<UUID, TicketCommand> asked = new LinkedHashMap<>();

    private record Way(UUID from, UUID to) {}

    UUID open() {
        UUID id = Ids.next();
        ask(
                id,
                new OpenTicket(
                        TicketType.INCIDENT,
                        Channel.PORTAL,
                        new Requester("u-17", null, null, null, null, null, false),
                        "No puedo imprimir",
                        "La impresora del 3er piso no responde",
                        null,
                        Impact.LOW,
                        Urgency.LOW,
                        Priority.LOW,
                        List.of(),
                        Map.of(),
                        null));
        return id;
    }

    /** Ana asks something of a ticket, which decides at once. */
    UUID ask(UUID ticket, TicketCommand command) {
        UUID commandId = Ids.next();
        asked.put(commandId, command);
        decide(new CommandEnvelope(
                commandId, TicketRef.of(ticket), ANA, NOW, NOW, null, commandId, null, "hash", 0, null, command));
        return commandId;
    }

    /** How many ways there are on which something is under way. */
    int busy() {
        return (int) underWay.values().stream().filter(way -> !way.isEmpty()).count();
    }

    /** The oldest command on one of the {@link #busy} ways is decided. */
    void goOn(int which) {
        CommandEnvelope next = underWay.values().stream()
                .filter(way -> !way.isEmpty())
                .skip(which)
                .findFirst()
                .orElseThrow()
                .removeFirst();
        decide(next);
    }

    void settle() {
        while (busy() > 0) {
            goOn(0);
        }
    }

    TicketState state(UUID ticket) {
        return Objects.requireNonNull(stateOrNone(ticket));
    }

    List<TicketEvent> events(UUID ticket) {
        return histories.getOrDefault(ticket, List.of()).stream()
                .map(RecordedEvent::event)
                .toList();
    }

    /** What was answered to whoever asked this. */
    List<Decision> answers(UUID commandId) {
        return answers.getOrDefault(commandId, List.of());
    }

    Map<UUID, TicketCommand> asked() {
        return asked;
    }

    private @Nullable TicketState stateOrNone(UUID ticket) {
        return TicketState.replay(histories.getOrDefault(ticket, List.of()));
    }

    private void decide(CommandEnvelope envelope) {
        UUID id = idOf(envelope.ticket());
        TicketState before = stateOrNone(id);
        Decision decision = Decider.decide(
                envelope.command(), Facts.of(envelope, id, new TicketNumber(1000 + histories.size())), before);
        if (decision instanceof Decision.Accepted accepted) {
            accepted.events().forEach(event -> histories
                    .computeIfAbsent(id, _ -> new ArrayList<>())
                    .add(new RecordedEvent(event, envelope.acceptedAt())));
        }
        Aftermath aftermath = AcrossTickets.of(envelope, id, before, decision);
        aftermath.steps().stream().map(step -> step.of(envelope)).forEach(step -> underWay.computeIfAbsent(
                        new Way(id, idOf(step.ticket())), _ -> new ArrayDeque<>())
                .addLast(step));
        switch (aftermath.answering()) {
            case Answering.AtOnce _ -> answer(envelope.commandId(), decision);
            case Answering.AtLast last -> {
                answer(envelope.commandId(), decision);
                answer(
                        last.origin().commandId(),
                        last.refusal() == null ? decision : Objects.requireNonNull(last.refusal()));
            }
            case Answering.Later _, Answering.Elsewhere _ -> {}
        }
    }

    private void answer(UUID commandId, Decision decision) {
        answers.computeIfAbsent(commandId, _ -> new ArrayList<>()).add(decision);
    }

    private UUID idOf(TicketRef ref) {
        return switch (ref) {
            case TicketRef.ById(UUID id) -> id;
            case TicketRef.ByNumber(TicketNumber number) ->
                histories.entrySet().stream()
                        .filter(history ->
                                history.getValue().getFirst().event() instanceof TicketEvent.TicketOpened opened
                                        && opened.number().equals(number.text()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseGet(() -> new UUID(0, number.n()));
        };
    }
}
