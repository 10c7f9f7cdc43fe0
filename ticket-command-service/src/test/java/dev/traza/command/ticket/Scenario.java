package dev.traza.command.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.AssignTicket;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.HoldTicket;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.WaitForRequester;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ticket with a past, to which a command is put: given / when / then. */
final class Scenario {

    static final UUID TICKET = UUID.fromString("0192f0c1-0000-7000-8000-000000000001");
    static final UUID TASK = UUID.fromString("0192f0c1-0000-7000-8000-0000000000a1");
    static final TicketNumber NUMBER = new TicketNumber(1042);
    static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");
    static final Duration WINDOW = Duration.ofDays(14);

    static final Actor LUCIA = Actor.user("u-17", Set.of(Role.REQUESTER));
    static final Actor PEDRO = Actor.user("u-18", Set.of(Role.REQUESTER));
    static final Actor ANA = Actor.user("ana", Set.of(Role.AGENT));
    static final Actor BEN = Actor.user("ben", Set.of(Role.AGENT));
    static final Actor INTEGRATOR = Actor.user("bi", Set.of(Role.INTEGRATOR));
    static final Actor ROUTING = Actor.service("routing-service");

    private final List<RecordedEvent> past = new ArrayList<>();
    private Instant now = NOW;
    private @Nullable Long expectedVersion;

    private Scenario() {}

    static Scenario noTicket() {
        return new Scenario();
    }

    static Scenario newTicket() {
        return noTicket().after(open(), LUCIA);
    }

    static Scenario openTicket() {
        return newTicket().after(assign("desk", "ana"), ANA);
    }

    static Scenario in(Status status) {
        return switch (status) {
            case NEW -> newTicket();
            case OPEN -> openTicket();
            case PENDING -> openTicket().after(new WaitForRequester("serial number?"), ANA);
            case ON_HOLD -> openTicket().after(new HoldTicket(HoldReason.THIRD_PARTY, null, null), ANA);
            case RESOLVED -> openTicket().after(new ResolveTicket(ResolutionCode.FIXED, "new toner"), ANA);
            case CLOSED -> in(Status.RESOLVED).after(new CloseTicket(null, null), LUCIA);
        };
    }

    /** A command of the past, which must have been accepted. */
    Scenario after(TicketCommand command, Actor actor) {
        Decision decision = decide(command, actor);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        if (decision instanceof Decision.Accepted accepted) {
            accepted.events().forEach(event -> past.add(new RecordedEvent(event, now)));
        }
        return this;
    }

    Scenario later(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    Scenario expecting(long version) {
        expectedVersion = version;
        return this;
    }

    Outcome when(TicketCommand command, Actor actor) {
        return new Outcome(decide(command, actor));
    }

    TicketState state() {
        TicketState state = TicketState.replay(past);
        assertThat(state).isNotNull();
        return Objects.requireNonNull(state);
    }

    Instant now() {
        return now;
    }

    private Decision decide(TicketCommand command, Actor actor) {
        return Decider.decide(
                command, new Facts(TICKET, actor, now, expectedVersion, WINDOW, NUMBER), TicketState.replay(past));
    }

    /** What became of the command. */
    record Outcome(Decision decision) {

        void then(TicketEvent... events) {
            assertThat(decision).isEqualTo(Decision.accepted(events));
        }

        void thenNothingHappens() {
            then();
        }

        Decision.Refused thenRefused(RejectionCode code) {
            assertThat(decision).isInstanceOfSatisfying(Decision.Refused.class, refused -> assertThat(refused.code())
                    .isEqualTo(code));
            return (Decision.Refused) decision;
        }

        TicketEvent thenOneEvent() {
            assertThat(decision)
                    .isInstanceOfSatisfying(Decision.Accepted.class, accepted -> assertThat(accepted.events())
                            .hasSize(1));
            return ((Decision.Accepted) decision).events().getFirst();
        }
    }

    static OpenTicket open() {
        return openFor("u-17");
    }

    static OpenTicket openFor(String requesterId) {
        return new OpenTicket(
                TicketType.INCIDENT,
                Channel.PORTAL,
                new Requester(requesterId, "Lucía Pérez", "lucia@example.org", null, null, "es", false),
                "No puedo imprimir",
                "La impresora del 3er piso no responde",
                "hardware/printer",
                Impact.LOW,
                Urgency.HIGH,
                Priority.NORMAL,
                List.of("piso-3"),
                Map.of("model", "X-200"),
                null);
    }

    static AssignTicket assign(String team, @Nullable String agent) {
        return new AssignTicket(team, agent, AssignmentBasis.manual());
    }

    static AddComment reply(String body) {
        return new AddComment(Ids.next(), body, Visibility.PUBLIC, AuthorKind.AGENT, Channel.PORTAL);
    }

    static AddComment note(String body) {
        return new AddComment(Ids.next(), body, Visibility.INTERNAL, AuthorKind.AGENT, Channel.PORTAL);
    }

    static AddComment requesterSays(String body) {
        return new AddComment(Ids.next(), body, Visibility.PUBLIC, AuthorKind.REQUESTER, Channel.PORTAL);
    }
}
