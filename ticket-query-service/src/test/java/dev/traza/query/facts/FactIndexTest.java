package dev.traza.query.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.query.Configs;
import dev.traza.query.figures.AgainstPlainFigures;
import dev.traza.query.figures.Desks;
import dev.traza.query.figures.Figure;
import dev.traza.query.figures.Life;
import dev.traza.query.figures.Lives;
import dev.traza.query.figures.Meter;
import dev.traza.query.figures.Outcome;
import dev.traza.query.figures.Periods;
import dev.traza.query.figures.Question;
import dev.traza.query.log.GapException;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.view.LoggedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The facts on disk say what the log says, whatever happens to the node in between. */
class FactIndexTest {

    private static final LogPartition PARTITION = new LogPartition("ticket-events", 0);
    private static final List<LogPartition> ALL = List.of(PARTITION);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path state;

    private FactIndex facts;

    @BeforeEach
    void open() throws ReadModelAwayException {
        facts = opened(Map.of());
    }

    @AfterEach
    void close() {
        facts.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void figuresAreWhatAPlainComputationGivesWithBatchesRepetitionsAndRestarts(long seed) throws Exception {
        Random random = new Random(seed);
        Lives lives = new Lives(seed);
        List<Life> some = lives.some(150);
        List<LoggedEvent> read = lives.asRead(some);

        int at = 0;
        while (at < read.size()) {
            int next = Math.min(read.size(), at + 1 + random.nextInt(60));
            facts.apply(read.subList(at, next), Map.of(PARTITION, (long) next));
            at = next;
            if (random.nextInt(12) == 0) {
                facts.close();
                facts = opened(Map.of("traza.query.figures.most-unsearchable", "5"));
                at = Math.toIntExact(facts.positions(ALL).getOrDefault(PARTITION, 0L));
            }
        }

        AgainstPlainFigures against = new AgainstPlainFigures(seed, some);
        for (int i = 0; i < 150; i++) {
            against.ask(question -> {
                try {
                    return facts.evaluate(question);
                } catch (FactsAwayException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    @Test
    void positionsAreThoseOfTheLastCommitAndWhatCameAfterIsReadAgainWithoutEffect() throws Exception {
        Life life = Life.at("2026-03-04T09:00:00Z").opened().resolved();
        facts.apply(life.told().subList(0, 1), Map.of(PARTITION, 1L));
        facts.close();
        facts = opened(Map.of());
        assertThat(facts.positions(ALL)).containsEntry(PARTITION, 1L);

        facts.apply(life.told(), Map.of(PARTITION, 2L));
        facts.apply(life.told(), Map.of(PARTITION, 2L));

        assertThat(opened()).isEqualTo(1);
    }

    @Test
    void aHoleMeansThatSomethingWasLost() {
        Life life = Life.at("2026-03-04T09:00:00Z").opened().replied("ana").resolved();

        assertThatExceptionOfType(GapException.class)
                .isThrownBy(() ->
                        facts.apply(List.of(life.told().getFirst(), life.told().getLast()), Map.of(PARTITION, 3L)));
    }

    @Test
    void aReaderWithATokenSeesWhatWasWrittenBefore() throws Exception {
        Life life = Life.at("2026-03-04T09:00:00Z").opened().resolved();
        ConsistencyToken token = new ConsistencyToken(life.ticketId(), 2);
        facts.apply(life.told().subList(0, 1), Map.of(PARTITION, 1L));
        assertThat(facts.holds(token)).isFalse();

        facts.apply(life.told(), Map.of(PARTITION, 2L));

        assertThat(facts.holds(token)).isTrue();
    }

    @Test
    void damagedFilesAreMadeAnew() throws Exception {
        facts.apply(Life.at("2026-03-04T09:00:00Z").opened().told(), Map.of(PARTITION, 1L));
        facts.close();
        damage();

        facts = opened(Map.of());

        assertThat(facts.positions(ALL)).isEmpty();
        assertThat(opened()).isZero();
        facts.apply(Life.at("2026-03-04T09:00:00Z").opened().told(), Map.of(PARTITION, 1L));
        assertThat(opened()).isEqualTo(1);
    }

    @Test
    void whatWasMadeFromAnotherLogIsForgotten() throws Exception {
        facts.apply(Life.at("2026-03-04T09:00:00Z").opened().told(), Map.of(PARTITION, 1L));

        facts.forget();

        assertThatExceptionOfType(FactsAwayException.class).isThrownBy(this::opened);
        assertThat(facts.positions(ALL)).isEmpty();
        assertThat(opened()).isZero();
    }

    private long opened() throws FactsAwayException {
        Outcome outcome = facts.evaluate(new Question(
                Figure.OPENED,
                Periods.whole(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z")),
                List.of(),
                Map.of(),
                Meter.CALENDAR,
                Desks.UNKNOWN));
        return ((Outcome.Computed) outcome).total().whole().count();
    }

    private FactIndex opened(Map<String, String> settings) throws ReadModelAwayException {
        FactIndex index = new FactIndex(state.resolve("figures"), Configs.of(FactConfig.class, settings));
        var unused = index.positions(ALL);
        return index;
    }

    private void damage() throws IOException {
        try (var files = Files.walk(state)) {
            for (Path file : files.filter(path ->
                            path.toString().endsWith(".cfs") || path.toString().endsWith(".dvd"))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
    }
}
