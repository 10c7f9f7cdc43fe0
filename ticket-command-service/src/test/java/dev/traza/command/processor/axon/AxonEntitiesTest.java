package dev.traza.command.processor.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.command.processor.TicketModel.Handled;
import dev.traza.command.ticket.Decider;
import dev.traza.command.ticket.Decision;
import dev.traza.command.ticket.Facts;
import dev.traza.command.ticket.RecordedEvent;
import dev.traza.command.ticket.TicketRequest;
import dev.traza.command.ticket.TicketState;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.HoldTicket;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.ReopenTicket;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.ResumeTicket;
import dev.traza.contract.ticket.TicketCommand.TakeTicket;
import dev.traza.contract.ticket.TicketEvent.TicketResumed;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AxonEntitiesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");
    private static final AxonEntities TICKETS = AxonEntities.start();

    @AfterAll
    static void stop() {
        TICKETS.close();
    }

    @Test
    void aLifeThroughAxonIsTheSameAsWithoutIt() {
        UUID ticketId = Ids.next();
        List<RecordedEvent> past = new ArrayList<>();

        for (TicketCommand command : life()) {
            Handled handled = TICKETS.handle(request(ticketId, command), past);

            Decision plain = Decider.decide(command, facts(ticketId), TicketState.replay(past));
            assertThat(handled.decided().decision()).isEqualTo(plain);
            assertThat(handled.decided().before()).isEqualTo(TicketState.replay(past));
            if (plain instanceof Decision.Accepted accepted) {
                assertThat(handled.happened()).extracting(RecordedEvent::event).isEqualTo(accepted.events());
            } else {
                assertThat(handled.happened()).isEmpty();
            }
            past.addAll(handled.happened());
        }
        assertThat(TicketState.replay(past)).extracting(TicketState::status).isEqualTo(Status.RESOLVED);
    }

    @Test
    void aTicketThatDoesNotExistIsRefusedAndNotAnError() {
        Handled handled = TICKETS.handle(request(Ids.next(), new TakeTicket("desk")), List.of());

        assertThat(handled.decided().decision())
                .isInstanceOfSatisfying(Decision.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo(RejectionCode.TICKET_NOT_FOUND));
    }

    @Test
    void openingTwiceIsRefusedAndNotAnError() {
        UUID ticketId = Ids.next();
        List<RecordedEvent> past =
                TICKETS.handle(request(ticketId, open()), List.of()).happened();

        assertThat(TICKETS.handle(request(ticketId, open()), past).decided().decision())
                .isInstanceOfSatisfying(Decision.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo(RejectionCode.TICKET_EXISTS));
    }

    @Test
    void aHistoryThatIsNoTicketsFailsOnTheCallingThread() {
        RecordedEvent resumed = new RecordedEvent(new TicketResumed(ResumeReason.REQUESTED, Status.OPEN), NOW);

        assertThatThrownBy(() -> TICKETS.handle(request(Ids.next(), new TakeTicket("desk")), List.of(resumed)))
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void threadsShareAxonWithoutSeeingEachOthersTickets() throws Exception {
        Callable<Long> life = () -> {
            UUID ticketId = Ids.next();
            List<RecordedEvent> past = new ArrayList<>();
            life().forEach(command ->
                    past.addAll(TICKETS.handle(request(ticketId, command), past).happened()));
            return Objects.requireNonNull(TicketState.replay(past)).version();
        };
        long alone = life.call();

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Long>> versions = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                versions.add(threads.submit(life));
            }
            for (Future<Long> version : versions) {
                assertThat(version.get()).isEqualTo(alone);
            }
        }
    }

    private static List<TicketCommand> life() {
        return List.of(
                open(),
                new TakeTicket("desk"),
                new TakeTicket("desk"),
                new HoldTicket(HoldReason.THIRD_PARTY, null, null),
                new HoldTicket(HoldReason.THIRD_PARTY, null, null),
                new ResumeTicket(ResumeReason.REQUESTED),
                new ResolveTicket(ResolutionCode.FIXED, "new toner"),
                new ReopenTicket("still broken"),
                new ResolveTicket(ResolutionCode.FIXED, "new drum"));
    }

    private static OpenTicket open() {
        return new OpenTicket(
                TicketType.INCIDENT,
                Channel.PORTAL,
                new Requester("u-17", null, null, null, null, null, false),
                "No puedo imprimir",
                "",
                null,
                Impact.LOW,
                Urgency.LOW,
                Priority.LOW,
                List.of(),
                Map.of(),
                null);
    }

    private static TicketRequest request(UUID ticketId, TicketCommand command) {
        return TicketRequest.of(command, facts(ticketId));
    }

    private static Facts facts(UUID ticketId) {
        return new Facts(
                ticketId,
                Actor.user("ana", Set.of(Role.AGENT)),
                NOW,
                null,
                Facts.DEFAULT_REOPEN_WINDOW,
                new TicketNumber(7));
    }
}
