package dev.traza.routing.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.contract.routing.Candidate;
import dev.traza.routing.desk.AgentStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentChoiceTest {

    private static final UUID DRAW = UUID.fromString("018f0000-0000-7000-8000-000000000001");

    @Test
    void theLeastLoadedOfThoseWhoCanGetsItAndEveryOtherIsTold() {
        List<Contender> team = List.of(
                new Contender("ana", AgentStatus.AVAILABLE, 2, 5, 3.0),
                new Contender("busy", AgentStatus.BUSY, 0, 5, 0),
                new Contender("away", AgentStatus.AWAY, 0, 5, 0),
                new Contender("full", AgentStatus.AVAILABLE, 5, 5, 0.5),
                new Contender("luis", AgentStatus.AVAILABLE, 3, 5, 1.5),
                new Contender("u-17", AgentStatus.AVAILABLE, 0, 5, 0));

        Choice choice = AgentChoice.choose(AssignmentStrategy.LEAST_LOADED, team, "u-17", DRAW);

        assertThat(choice.agentId()).isEqualTo("luis");
        assertThat(choice.candidates())
                .containsExactly(
                        new Candidate("ana", 3.0, "carries more than the 1.5 of the least loaded"),
                        new Candidate("busy", 0, "is busy"),
                        new Candidate("away", 0, "is away"),
                        new Candidate("full", 0.5, "has 5 open tickets and may have 5"),
                        new Candidate("luis", 1.5, null),
                        new Candidate("u-17", 0, "is the requester"));
        assertThat(choice.because()).isEqualTo("luis carries the least (1.5) of the 2 who could take it");
    }

    @Test
    void whenNobodyCanItWaitsInTheQueue() {
        List<Contender> team = List.of(
                new Contender("ana", AgentStatus.AWAY, 0, 5, 0), new Contender("luis", AgentStatus.AVAILABLE, 1, 1, 1));

        Choice choice = AgentChoice.choose(AssignmentStrategy.LEAST_LOADED, team, "u-17", DRAW);

        assertThat(choice.agentId()).isNull();
        assertThat(choice.because()).contains("none of its 2 agents").contains("queue");
        assertThat(AgentChoice.choose(AssignmentStrategy.LEAST_LOADED, List.of(), "u-17", DRAW)
                        .because())
                .contains("no agents");
    }

    @Test
    void aManualTeamPulls() {
        Choice choice = AgentChoice.choose(
                AssignmentStrategy.MANUAL,
                List.of(new Contender("mary", AgentStatus.AVAILABLE, 0, 5, 0)),
                "u-17",
                DRAW);

        assertThat(choice.agentId()).isNull();
        assertThat(choice.candidates()).allSatisfy(candidate -> assertThat(candidate.passedOverBecause())
                .isNotNull());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 1_000_003})
    void anyTeamInAnyOrderGivesTheSameChoiceForTheSameDraw(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Contender> team = someTeam(random);
            UUID draw = new UUID(random.nextLong(), random.nextLong());
            Choice choice = AgentChoice.choose(AssignmentStrategy.LEAST_LOADED, team, "a3", draw);
            List<Contender> shuffled = new ArrayList<>(team);
            Collections.shuffle(shuffled, random);

            assertThat(AgentChoice.choose(AssignmentStrategy.LEAST_LOADED, shuffled, "a3", draw)
                            .agentId())
                    .isEqualTo(choice.agentId());
            assertThat(choice.candidates()).hasSameSizeAs(team);
            assertThat(choice.candidates().stream()
                            .filter(one -> one.passedOverBecause() == null)
                            .map(Candidate::agentId))
                    .isEqualTo(choice.agentId() == null ? List.of() : List.of(choice.agentId()));
            team.stream().filter(one -> one.agentId().equals(choice.agentId())).forEach(one -> {
                assertThat(one.status()).isEqualTo(AgentStatus.AVAILABLE);
                assertThat(one.open()).isLessThan(one.maxOpen());
                assertThat(one.agentId()).isNotEqualTo("a3");
            });
        }
    }

    @Test
    void drawsAreSpreadEvenlyAmongEquals() {
        List<Contender> team = IntStream.range(0, 4)
                .mapToObj(i -> new Contender("a" + i, AgentStatus.AVAILABLE, 0, 5, 0))
                .toList();

        Map<String, Long> times = IntStream.range(0, 4000)
                .mapToObj(i -> String.valueOf(
                        AgentChoice.choose(AssignmentStrategy.LEAST_LOADED, team, "u-17", Ids.derived(DRAW, "" + i))
                                .agentId()))
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));

        assertThat(times).hasSize(4);
        assertThat(times.values()).allSatisfy(count -> assertThat(count).isBetween(850L, 1150L));
    }

    private static List<Contender> someTeam(Random random) {
        return IntStream.range(0, random.nextInt(8))
                .mapToObj(i -> {
                    int open = random.nextInt(4);
                    return new Contender(
                            "a" + i,
                            AgentStatus.values()[random.nextInt(3)],
                            open,
                            random.nextInt(5),
                            open * 0.5 * (1 + random.nextInt(2)));
                })
                .toList();
    }
}
