package dev.traza.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.traza.kit.problem.ProblemException;
import dev.traza.query.Configs;
import dev.traza.query.index.IndexConfig;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.node.StateConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers and the changeover between two generations. */
class ServedTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private Path folder;
    private TicketIndex former;
    private TicketIndex next;

    @BeforeEach
    void build(@TempDir Path directory) {
        folder = directory;
        former = kind().open(1);
        next = kind().open(2);
    }

    @Test
    void thereIsNothingToReadUntilTheFirstOneIsThere() {
        Served<TicketIndex> served = served(SOON);

        assertThatThrownBy(served::take).isInstanceOf(ProblemException.class);
        assertThat(served.number()).isEmpty();
    }

    @Test
    void whoComesDuringAChangeoverIsHeldUpUntilTheNextOneHoldsAll() throws Exception {
        Served<TicketIndex> served = served(SOON);
        served.begin(1, former);
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean reached = new AtomicBoolean();
        CompletableFuture<Boolean> turn = turn(served, asked, reached);
        asked.await();

        CompletableFuture<TicketIndex> reader = CompletableFuture.supplyAsync(served::take);

        await().during(Duration.ofMillis(100)).atMost(SOON).until(() -> !reader.isDone());
        reached.set(true);
        assertThat(reader.get()).isSameAs(next);
        assertThat(turn.get()).isTrue();
        assertThat(served.number()).hasValue(2);
    }

    @Test
    void whoReadsEndsBeforeItIsLookedHowLongTheLogIs() throws Exception {
        Served<TicketIndex> served = served(SOON);
        served.begin(1, former);
        TicketIndex read = served.take();
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Boolean> turn = turn(served, asked, new AtomicBoolean(true));

        await().during(Duration.ofMillis(100)).atMost(SOON).until(() -> asked.getCount() == 1);
        served.giveBack(read);

        assertThat(turn.get()).isTrue();
        assertThat(served.isRead(former)).isFalse();
    }

    @Test
    void whenItIsNotThereInTimeNothingChanges() throws Exception {
        Served<TicketIndex> served = served(Duration.ofMillis(50));
        served.begin(1, former);

        assertThat(served.turn(2, next, () -> false)).isFalse();

        assertThat(served.number()).hasValue(1);
        assertThat(served.take()).isSameAs(former);
    }

    @Test
    void whoReadsForLongHoldsNobodyUpForLonger() throws Exception {
        Served<TicketIndex> served = served(Duration.ofMillis(200));
        served.begin(1, former);
        TicketIndex read = served.take();

        assertThat(served.turn(2, next, () -> true)).isTrue();

        assertThat(served.take()).isSameAs(next);
        assertThat(served.isRead(read)).isTrue();
    }

    private CompletableFuture<Boolean> turn(Served<TicketIndex> served, CountDownLatch asked, AtomicBoolean reached) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return served.turn(2, next, () -> {
                    asked.countDown();
                    return reached.get();
                });
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private Served<TicketIndex> served(Duration longestHold) {
        return new Served<>(kind(), longestHold);
    }

    private NodeProjection<TicketIndex> kind() {
        return NodeProjection.index(
                Configs.of(StateConfig.class, Map.of("traza.state.dir", folder.toString())),
                Configs.of(IndexConfig.class, Map.of()),
                List.of("events"));
    }
}
