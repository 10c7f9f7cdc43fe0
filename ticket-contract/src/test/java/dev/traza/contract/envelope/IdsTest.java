package dev.traza.contract.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    private static final UUID CAUSE = UUID.fromString("01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d");

    @Test
    void freshIdsAreVersion7AndComeInTheOrderOfTheirMaking() {
        List<UUID> ids = IntStream.range(0, 10_000).mapToObj(i -> Ids.next()).toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 7 && id.variant() == 2);
        assertThat(ids.stream().map(UUID::toString).toList()).isSorted();
    }

    @Test
    void theSameCauseAndPurposeGiveTheSameIdForEver() {
        // frozen: another result would let a replay do everything a second time
        assertThat(Ids.derived(CAUSE, "assign")).isEqualTo(UUID.fromString("ea7a2068-5639-5a09-bf75-d89e7acf27f4"));
        assertThat(Ids.derived(CAUSE, "assign").version()).isEqualTo(5);
        assertThat(Ids.ofIdempotencyKey("u-17", "ñandú ☹", "command"))
                .isEqualTo(UUID.fromString("0312904c-1281-5bf0-9c7a-b5008aa446ce"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void otherSubjectsKeysAndPurposesGiveOtherIds(long seed) {
        Random random = new Random(seed);
        Set<List<String>> inputs = new HashSet<>();
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            // short words of few letters, so that one input often is another one cut elsewhere
            List<String> input = List.of(word(random), word(random), word(random));
            if (inputs.add(input)) {
                assertThat(ids.add(Ids.ofIdempotencyKey(input.get(0), input.get(1), input.get(2))))
                        .as("%s", input)
                        .isTrue();
            }
        }
        assertThat(ids).hasSize(inputs.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1-1-1-1-1", "01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4", "٠1a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d"})
    void onlyTheCanonicalFormIsAnId(String text) {
        assertThat(Ids.parse(text)).isEmpty();
    }

    @Test
    void anEndlessTextIsNoId() {
        assertThat(Ids.parse("0".repeat(5_000_000))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anIdSurvivesBeingWrittenAndRead(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            assertThat(Ids.parse(id.toString())).contains(id);
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 5);
    }

    private static String word(Random random) {
        return random.ints(random.nextInt(4), 'a', 'c')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
