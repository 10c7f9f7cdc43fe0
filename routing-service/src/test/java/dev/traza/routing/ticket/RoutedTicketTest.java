package dev.traza.routing.ticket;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.routing.Samples;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoutedTicketTest {

    private static final UUID TICKET = UUID.fromString("018f0000-0000-7000-8000-0000000000aa");
    private static final UUID BREACH = UUID.fromString("018f0000-0000-7000-8000-0000000000bb");

    @Test
    void anOpenedTicketHasToBePlacedUntilItIsGivenToSomebody() {
        RoutedTicket opened = after(Samples.opened("T-1", null, Priority.HIGH));
        assertThat(opened.owed().placing()).isEqualTo(new Placing(Placing.Reason.OPENED, null, 0));

        RoutedTicket commented = opened.placementTried("ana").after(2, Samples.commented());
        assertThat(commented.owed().placing()).isEqualTo(new Placing(Placing.Reason.OPENED, null, 1));
        assertThat(commented.owed().promisedTo()).isEqualTo("ana");

        RoutedTicket assigned = commented.after(3, Samples.assigned("helpdesk", "luis"));
        assertThat(assigned.owed().anything()).isFalse();
        assertThat(assigned.owed().promisedTo()).isNull();
        assertThat(assigned.carriedBy()).isEqualTo("luis");
    }

    @Test
    void whatAPersonPutsBackIsNotGivenToTheNextAtOnce() {
        RoutedTicket released = after(
                Samples.opened("T-1", null, Priority.HIGH),
                Samples.assigned("helpdesk", "ana"),
                Samples.released("helpdesk", "ana"));

        assertThat(released.owed().anything()).isFalse();
        assertThat(released.standing().teamId()).isEqualTo("helpdesk");
        assertThat(released.carriedBy()).isNull();
    }

    @Test
    void aClassifiedTicketThatWaitsInAQueueIsPlacedAnewAndOneThatSomebodyHasIsNot() {
        TicketEvent classified = new TicketEvent.TicketClassified(
                new Classification(null, null, TicketType.INCIDENT, Map.of()),
                new Classification(
                        "hardware/printer",
                        new CatalogReference("hardware/printer", 3, "it", "next-day"),
                        TicketType.SERVICE_REQUEST,
                        Map.of()),
                Status.OPEN);
        RoutedTicket inQueue =
                after(Samples.opened("T-1", null, Priority.HIGH), Samples.assigned("helpdesk", null), classified);
        RoutedTicket inHands =
                after(Samples.opened("T-1", null, Priority.HIGH), Samples.assigned("helpdesk", "ana"), classified);
        RoutedTicket escalated = after(
                Samples.opened("T-1", null, Priority.HIGH),
                Samples.assigned("helpdesk", null),
                Samples.escalated(EscalationKind.FUNCTIONAL, 2, null, EscalationCause.AGENT),
                Samples.assigned("servers", null),
                classified);
        RoutedTicket fresh = after(Samples.opened("T-1", null, Priority.HIGH), classified);
        RoutedTicket done = after(
                Samples.opened("T-1", null, Priority.HIGH),
                Samples.assigned("helpdesk", null),
                Samples.resolved(),
                classified);

        assertThat(inQueue.owed().placing()).isEqualTo(new Placing(Placing.Reason.CLASSIFIED, null, 0));
        assertThat(inHands.owed().anything()).isFalse();
        assertThat(escalated.owed().anything()).isFalse();
        assertThat(fresh.owed().placing()).isEqualTo(new Placing(Placing.Reason.OPENED, null, 0));
        assertThat(done.owed().anything()).isFalse();
        assertThat(List.of(inQueue, inHands)).allSatisfy(ticket -> {
            assertThat(requireNonNull(ticket.facts()).category()).isEqualTo("hardware/printer");
            assertThat(requireNonNull(ticket.facts()).catalogDesk()).isEqualTo("it");
            assertThat(requireNonNull(ticket.facts()).type()).isEqualTo(TicketType.SERVICE_REQUEST);
        });
    }

    @Test
    void aResolvedTicketBurdensNobodyUntilItIsReopened() {
        RoutedTicket resolved = after(
                Samples.opened("T-1", null, Priority.HIGH), Samples.assigned("helpdesk", "ana"), Samples.resolved());
        assertThat(resolved.carriedBy()).isNull();

        RoutedTicket reopened = resolved.after(4, Samples.reopened());
        assertThat(reopened.carriedBy()).isEqualTo("ana");
        assertThat(reopened.owed().placing()).isEqualTo(new Placing(Placing.Reason.REOPENED, null, 0));
    }

    @Test
    void aMergedTicketBurdensNobodyUntilItIsTakenBack() {
        RoutedTicket merged = after(Samples.opened("T-1", null, Priority.HIGH), Samples.assigned("helpdesk", "ana"))
                .after(3, new TicketEvent.MergeBegun("T-2", null, Status.OPEN))
                .after(4, new TicketEvent.TicketMerged(BREACH, "T-2", Status.CLOSED));
        assertThat(merged.carriedBy()).isNull();
        assertThat(merged.after(1, BREACH, Samples.breached(), false).owed().anything())
                .isFalse();

        RoutedTicket back = merged.after(5, new TicketEvent.TicketUnmerged(BREACH, "T-2", null, null, Status.OPEN));
        assertThat(back.carriedBy()).isEqualTo("ana");
        assertThat(back.owed().anything()).isFalse();
        assertThat(merged.after(5, new TicketEvent.TicketUnmerged(BREACH, "T-2", null, null, Status.RESOLVED))
                        .carriedBy())
                .isNull();
    }

    @Test
    void aTicketThatNobodyHadIsPlacedWhenItIsTakenBack() {
        RoutedTicket merged = after(Samples.opened("T-1", null, Priority.HIGH))
                .after(2, new TicketEvent.TicketMerged(BREACH, "T-2", Status.CLOSED));
        assertThat(merged.owed().anything()).isFalse();

        assertThat(merged.after(3, new TicketEvent.TicketUnmerged(BREACH, "T-2", null, null, Status.NEW))
                        .owed()
                        .placing())
                .isEqualTo(new Placing(Placing.Reason.OPENED, null, 0));
    }

    @Test
    void anOldEventChangesNothing() {
        RoutedTicket assigned = after(Samples.opened("T-1", null, Priority.HIGH), Samples.assigned("helpdesk", "ana"));

        assertThat(assigned.after(1, Samples.opened("T-1", null, Priority.HIGH)))
                .isEqualTo(assigned);
        assertThat(assigned.after(2, Samples.released("helpdesk", "ana"))).isEqualTo(assigned);
    }

    @Test
    void aBreachIsOwedUntilTheTicketHasBeenEscalatedForIt() {
        RoutedTicket breached = after(Samples.opened("T-1", null, Priority.HIGH), Samples.assigned("helpdesk", "ana"))
                .after(1, BREACH, Samples.breached(), false);
        assertThat(breached.owed().breaches()).extracting(Breach::eventId).containsExactly(BREACH);
        assertThat(breached.after(1, BREACH, Samples.breached(), false)).isEqualTo(breached);

        RoutedTicket byAgent =
                breached.after(3, Samples.escalated(EscalationKind.HIERARCHICAL, 1, null, EscalationCause.AGENT));
        assertThat(byAgent.owed().breaches()).hasSize(1);

        RoutedTicket bySla =
                byAgent.after(4, Samples.escalated(EscalationKind.FUNCTIONAL, 3, null, EscalationCause.SLA));
        assertThat(bySla.owed().breaches()).isEmpty();
        assertThat(bySla.owed().placing()).isEqualTo(new Placing(Placing.Reason.ESCALATED, null, 0));
        assertThat(bySla.standing().level()).isEqualTo(3);
    }

    @Test
    void aWarningOrAnAnsweredBreachOwesNothing() {
        RoutedTicket ticket = after(Samples.opened("T-1", null, Priority.HIGH), Samples.assigned("helpdesk", "ana"));

        assertThat(ticket.after(1, BREACH, Samples.warned(), false).owed().anything())
                .isFalse();
        assertThat(ticket.after(1, BREACH, Samples.breached(), true).owed().anything())
                .isFalse();
    }

    @Test
    void aBreachHeardBeforeTheTicketIsKept() {
        RoutedTicket breached = RoutedTicket.unheardOf(TICKET).after(1, BREACH, Samples.breached(), false);

        RoutedTicket opened = breached.after(1, Samples.opened("T-1", null, Priority.HIGH));

        assertThat(opened.owed().breaches()).hasSize(1);
        assertThat(opened.owed().placing()).isNotNull();
    }

    private static RoutedTicket after(TicketEvent... events) {
        RoutedTicket ticket = RoutedTicket.unheardOf(TICKET);
        long version = 0;
        for (TicketEvent event : List.of(events)) {
            ticket = ticket.after(++version, event);
        }
        return ticket;
    }
}
