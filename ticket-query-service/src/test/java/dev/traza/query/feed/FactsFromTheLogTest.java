package dev.traza.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.query.Configs;
import dev.traza.query.facts.FactConfig;
import dev.traza.query.facts.FactIndex;
import dev.traza.query.facts.FactsAwayException;
import dev.traza.query.figures.AgainstPlainFigures;
import dev.traza.query.figures.Desks;
import dev.traza.query.figures.Figure;
import dev.traza.query.figures.Life;
import dev.traza.query.figures.Lives;
import dev.traza.query.figures.Meter;
import dev.traza.query.figures.Outcome;
import dev.traza.query.figures.Periods;
import dev.traza.query.figures.Question;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facts are those of the log, through restarts, losses and repetitions, and need no key. */
@WithServers
class FactsFromTheLogTest {

    private Rig rig;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path state;

    @BeforeEach
    void build(TestServers servers) throws ExecutionException, InterruptedException {
        rig = new Rig(servers);
    }

    @AfterEach
    void takeDown() throws InterruptedException {
        rig.close();
    }

    @Test
    void figuresAreTheSameAfterARestartAndWhenAllIsMadeAnew() throws InterruptedException {
        Lives lives = new Lives(31);
        List<Life> before = lives.some(60);
        List<Life> meanwhile = lives.some(40);
        rig.write(lives.asRead(before));
        FactIndex facts = facts("one");
        rig.takeAllUnopened(facts).following().stop();
        assertThat(opened(facts)).isEqualTo(60);
        facts.close();

        rig.write(lives.asRead(meanwhile));
        FactIndex again = facts("one");
        rig.takeAllUnopened(again).following();
        FactIndex other = facts("other");
        rig.takeAllUnopened(other).following();

        List<Life> all = Stream.concat(before.stream(), meanwhile.stream()).toList();
        for (FactIndex one : List.of(again, other)) {
            AgainstPlainFigures against = new AgainstPlainFigures(31, all);
            for (int i = 0; i < 60; i++) {
                against.ask(question -> answer(one, question));
            }
        }
        again.close();
        other.close();
    }

    @Test
    void factsThatWereLostWhileTheServiceRunsAreMadeAgain() {
        rig.write(new Lives(32).asRead(new Lives(32).some(30)));
        FactIndex facts = facts("one");
        rig.takeAllUnopened(facts).following();
        assertThat(opened(facts)).isEqualTo(30);

        facts.forget();

        await().atMost(Rig.SOON).ignoreExceptions().until(() -> opened(facts) == 30);
        facts.close();
    }

    @Test
    void whatIsSealedIsCountedThoughNoKeyCanBeHad() {
        Life life = Life.at("2024-03-26T09:00:00Z").opened().replied("ana").resolved();
        rig.keys().away(true);
        rig.writeSealed(life.told());
        FactIndex facts = facts("one");

        rig.takeAllUnopened(facts).following();

        assertThat(opened(facts)).isEqualTo(1);
        assertThat(rig.keys().requests()).isEmpty();
        facts.close();
    }

    private FactIndex facts(String node) {
        return new FactIndex(state.resolve(node), Configs.of(FactConfig.class, Map.of()));
    }

    private static long opened(FactIndex facts) {
        Outcome outcome = answer(
                facts,
                new Question(
                        Figure.OPENED,
                        Periods.whole(Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2025-01-01T00:00:00Z")),
                        List.of(),
                        Map.of(),
                        Meter.CALENDAR,
                        Desks.UNKNOWN));
        return ((Outcome.Computed) outcome).total().whole().count();
    }

    private static Outcome answer(FactIndex facts, Question question) {
        try {
            return facts.evaluate(question);
        } catch (FactsAwayException e) {
            throw new IllegalStateException(e);
        }
    }
}
