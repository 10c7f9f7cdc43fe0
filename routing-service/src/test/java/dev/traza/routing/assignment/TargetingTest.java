package dev.traza.routing.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.routing.Samples;
import dev.traza.routing.desk.AgentStatus;
import dev.traza.routing.desk.Directory;
import dev.traza.routing.desk.Weights;
import dev.traza.routing.desk.Workload;
import dev.traza.routing.ticket.RoutedTicket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetingTest {

    private static final UUID TICKET = UUID.fromString("018f0000-0000-7000-8000-0000000000aa");

    private final Targeting targeting = new Targeting(Samples.RULES, Samples.DIRECTORY);

    @Test
    void theFirstRuleThatMatchesWins() {
        Target target = targeting.targetOf(opened("payroll/salary")).orElseThrow();

        assertThat(target.ruleId()).isEqualTo("payroll");
        assertThat(target.ruleVersion()).isEqualTo(7);
        assertThat(target.team()).isEqualTo(Samples.HR_TEAM);
        assertThat(targeting.targetOf(opened(null)).orElseThrow().ruleId()).isEqualTo("default");
    }

    @Test
    void aRuleWithALevelLeadsToTheDesksTeamAtOrAboveIt() {
        Target target = targeting.targetOf(opened("infrastructure/mail")).orElseThrow();

        assertThat(target.team()).isEqualTo(Samples.SPECIALISTS);
        assertThat(target.because()).contains("suggests priority HIGH");
    }

    @Test
    void aRuleToATeamThatIsGoneIsPassedOver() {
        Targeting without =
                new Targeting(Samples.RULES, new Directory(List.of(Samples.IT), List.of(Samples.HELPDESK), List.of()));

        assertThat(without.targetOf(opened("payroll")).orElseThrow().ruleId()).isEqualTo("default");
    }

    @Test
    void anEscalationGoesToTheNextTeamOfTheDeskThatFits() {
        RoutedTicket escalated = opened("hardware")
                .after(2, Samples.assigned("helpdesk", "ana"))
                .after(3, Samples.escalated(EscalationKind.FUNCTIONAL, 2, null, EscalationCause.AGENT));

        Target target = targeting.targetOf(escalated).orElseThrow();

        assertThat(target.team()).isEqualTo(Samples.SPECIALISTS);
        assertThat(target.ruleId()).isEqualTo(Targeting.ESCALATION);
    }

    @Test
    void anEscalationAboveAllLevelsGoesToTheHighest() {
        RoutedTicket escalated = opened("hardware")
                .after(2, Samples.escalated(EscalationKind.FUNCTIONAL, 4, null, EscalationCause.AGENT));

        assertThat(targeting.targetOf(escalated).orElseThrow().team()).isEqualTo(Samples.SPECIALISTS);
    }

    @Test
    void anEscalationToATeamGoesThere() {
        RoutedTicket escalated = opened("hardware")
                .after(2, Samples.escalated(EscalationKind.FUNCTIONAL, 2, "hr", EscalationCause.AGENT));

        assertThat(targeting.targetOf(escalated).orElseThrow().team()).isEqualTo(Samples.HR_TEAM);
    }

    @Test
    void aReopenedTicketStaysWithItsAgentUnlessTheAgentIsAway() {
        RoutedTicket reopened = opened("hardware")
                .after(2, Samples.assigned("helpdesk", "ana"))
                .after(3, Samples.resolved())
                .after(4, Samples.reopened());
        Target target = targeting.targetOf(reopened).orElseThrow();

        assertThat(target.team()).isEqualTo(Samples.HELPDESK);
        assertThat(assigning(Map.of("ana", AgentStatus.BUSY)).fits(reopened, target))
                .isTrue();
        assertThat(assigning(Map.of("ana", AgentStatus.AWAY)).fits(reopened, target))
                .isFalse();
    }

    @Test
    void theTicketBeingDecidedOnBurdensNobody() {
        RoutedTicket ticket = opened("hardware");
        Workload own = new Workload(
                AgentStatus.AVAILABLE, 1, Map.of(TICKET, new Workload.OpenTicket(Priority.CRITICAL, null)));
        Assigning assigning = new Assigning(
                Samples.DIRECTORY, new Weights(0.5, 1, 2, 4), id -> "ana".equals(id) ? own : Workload.NONE);

        Choice choice = assigning.choose(ticket, targeting.targetOf(ticket).orElseThrow(), Samples.NOON, TICKET);

        assertThat(choice.candidates())
                .allSatisfy(candidate -> assertThat(candidate.load()).isZero());
    }

    @Test
    void aPromiseCountsUntilItEnds() {
        UUID other = UUID.fromString("018f0000-0000-7000-8000-0000000000bb");
        Workload promised = new Workload(
                AgentStatus.AVAILABLE,
                1,
                Map.of(other, new Workload.OpenTicket(Priority.HIGH, Samples.NOON.plusSeconds(60))));

        assertThat(promised.counting(Samples.NOON, TICKET)).hasSize(1);
        assertThat(promised.counting(Samples.NOON.plusSeconds(60), TICKET)).isEmpty();
    }

    private static Assigning assigning(Map<String, AgentStatus> statuses) {
        return new Assigning(
                Samples.DIRECTORY,
                new Weights(0.5, 1, 2, 4),
                id -> new Workload(statuses.getOrDefault(id, AgentStatus.AVAILABLE), 1, Map.of()));
    }

    private static RoutedTicket opened(@Nullable String category) {
        return RoutedTicket.unheardOf(TICKET).after(1, Samples.opened("T-1", category, Priority.NORMAL));
    }
}
