package dev.traza.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final UUID TICKET = new UUID(0, 1);
    private static final TicketEvent OPENED = new TicketEvent.TicketOpened(
            "T-1",
            TicketType.INCIDENT,
            Channel.PHONE,
            new Requester("lucia", "Lucía", null, null, null, "es", false),
            "No puedo imprimir",
            "…",
            null,
            Impact.LOW,
            Urgency.LOW,
            Priority.LOW,
            1,
            List.of(),
            Map.of(),
            null,
            Status.NEW);
    private static final TicketEvent RESOLVED =
            new TicketEvent.TicketResolved(ResolutionCode.FIXED, "…", 1, Status.RESOLVED);

    private final Ledger ledger = new Ledger();

    ComparisonTest() {
        // given a ticket that was opened and resolved, as far as its people were told
        ledger.opened(new Ledger.Opened(TICKET, "T-1", Channel.PHONE, "es"));
        ledger.accepted(new Acknowledged(TICKET, 1, Status.NEW, List.of(TicketEvent.TicketOpened.class)));
        ledger.accepted(new Acknowledged(TICKET, 2, Status.RESOLVED, List.of(TicketEvent.TicketResolved.class)));
    }

    @Test
    void aLogThatHoldsWhatWasAcknowledgedAgrees() {
        assertThat(compared(Status.RESOLVED, event(1, OPENED), event(2, RESOLVED)))
                .isEmpty();
    }

    @Test
    void aLostEventIsMissed() {
        assertThat(compared(Status.NEW, event(1, OPENED)))
                .containsExactly(
                        "resolved: 1 acknowledged, 0 in the log",
                        TICKET + ": version 2 was acknowledged, the log ends at 1");
    }

    @Test
    void anEventTooManyIsSeen() {
        assertThat(compared(Status.RESOLVED, event(1, OPENED), event(2, RESOLVED), event(3, RESOLVED)))
                .containsExactly("resolved: 1 acknowledged, 2 in the log");
    }

    @Test
    void aGapInTheVersionsIsSeen() {
        assertThat(compared(Status.RESOLVED, event(1, OPENED), event(3, RESOLVED)))
                .containsExactly("T-1: version 3 stands where 2 should");
    }

    @Test
    void aTicketThatIsNotInTheLogIsMissed() {
        assertThat(Comparison.of(ledger, Map.of(), Map.of())).contains("T-1 is not in the log");
    }

    @Test
    void aReadSideThatShowsSomethingElseIsSeen() {
        assertThat(compared(Status.OPEN, event(1, OPENED), event(2, RESOLVED)))
                .containsExactly(TICKET + ": shown as OPEN, the log says RESOLVED");
    }

    @SafeVarargs
    private List<String> compared(Status shown, EventEnvelope<TicketEvent>... events) {
        return Comparison.of(ledger, Map.of(TICKET, shown), Map.of(TICKET, List.of(events)));
    }

    private static EventEnvelope<TicketEvent> event(long version, TicketEvent event) {
        Instant now = Instant.EPOCH;
        return new EventEnvelope<>(
                new UUID(1, version),
                TICKET,
                version,
                Actor.user("ana", Set.of(Role.AGENT)),
                now,
                now,
                new UUID(2, 1),
                new UUID(2, version),
                null,
                event);
    }
}
