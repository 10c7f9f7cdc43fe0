package dev.traza.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ticket.Channel;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DayPlanTest {

    private final Material material = Material.load();

    @Test
    void theSameSeedPlansTheSameDayAndAnotherSeedAnother() {
        List<Contact> day = new DayPlan(material, 7).contacts(300);

        assertThat(new DayPlan(material, 7).contacts(300)).isEqualTo(day);
        assertThat(new DayPlan(material, 8).contacts(300)).isNotEqualTo(day);
    }

    @Test
    void aDayHasEverythingThatCanHappen() {
        List<Contact> day = new DayPlan(material, 1).contacts(300);

        assertThat(day.stream().map(Contact::channel).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Channel.MONITORING)));
        assertThat(day.stream().map(contact -> contact.person().language()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("es", "en");
        assertThat(day.stream().flatMap(contact -> contact.steps().stream()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Step.values());
    }

    @Test
    void everyMatterBelongsToATeamThatHasAgents() {
        assertThat(material.matters())
                .allSatisfy(matter ->
                        assertThat(material.teams().get(matter.team())).isNotEmpty());
    }
}
