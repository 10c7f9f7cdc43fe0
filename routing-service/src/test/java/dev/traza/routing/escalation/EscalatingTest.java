package dev.traza.routing.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.routing.Samples;
import dev.traza.routing.assignment.Targeting;
import dev.traza.routing.ticket.RoutedTicket;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EscalatingTest {

    private static final UUID TICKET = UUID.fromString("018f0000-0000-7000-8000-0000000000aa");

    private final Escalating escalating =
            new Escalating(new Targeting(Samples.RULES, Samples.DIRECTORY), Samples.DIRECTORY);

    @Test
    void aBreachGoesToTheNextLevelThatTheDeskHas() {
        Escalating.Step step = answer(Samples.assigned("helpdesk", "ana"));

        assertThat(step.kind()).isEqualTo(EscalationKind.FUNCTIONAL);
        assertThat(step.level()).isEqualTo(3);
        assertThat(step.explanation())
                .isEqualTo(
                        "The resolution target of 8 h was missed; the next level of desk it is 3 (team specialists).");
        assertThat(step.command().cause()).isEqualTo(EscalationCause.SLA);
    }

    @Test
    void withoutAHigherLevelTheSupervisorDecides() {
        Escalating.Step step = answer(Samples.assigned("hr", null));

        assertThat(step.kind()).isEqualTo(EscalationKind.HIERARCHICAL);
        assertThat(step.level()).isNull();
        assertThat(step.explanation()).endsWith("there is no level above 1, so the supervisor of team hr decides.");
    }

    @Test
    void theLevelOfTheTeamCountsWhenItIsAboveTheTickets() {
        Escalating.Step step = answer(Samples.assigned("specialists", "carmen"));

        assertThat(step.kind()).isEqualTo(EscalationKind.HIERARCHICAL);
        assertThat(step.explanation()).endsWith("there is no level above 3, so supervisor sara decides.");
    }

    private Escalating.Step answer(dev.traza.contract.ticket.TicketEvent.TicketAssigned assigned) {
        RoutedTicket ticket = RoutedTicket.unheardOf(TICKET)
                .after(1, Samples.opened("T-1", "payroll", Priority.NORMAL))
                .after(2, assigned)
                .after(1, UUID.randomUUID(), Samples.breached(), false);
        return escalating.answer(ticket, ticket.owed().breaches().getFirst());
    }
}
