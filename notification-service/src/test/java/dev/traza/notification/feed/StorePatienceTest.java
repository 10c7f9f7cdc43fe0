package dev.traza.notification.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StorePatienceTest {

    private final Shutdown shutdown = new Shutdown();
    private final List<String> troubles = new ArrayList<>();

    @Test
    void theSameWorkIsDoneAgainUntilTheStoreAnswers() {
        AtomicInteger tries = new AtomicInteger();

        String answer = patiently(() -> {
            if (tries.incrementAndGet() < 4) {
                throw new MongoTimeoutException("away");
            }
            return "written";
        });

        assertThat(answer).isEqualTo("written");
        assertThat(troubles).containsExactly("away", "away", "away");
    }

    @Test
    void aStoppingServiceWaitsNoLonger() {
        shutdown.onShutdown(new ShutdownEvent());

        assertThatExceptionOfType(MongoException.class)
                .isThrownBy(() -> patiently(() -> {
                    throw new MongoTimeoutException("away");
                }));
        assertThat(troubles).hasSize(1);
    }

    @Test
    void whatIsNotTheStoresFaultIsNotTriedAgain() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> patiently(() -> {
                    throw new IllegalStateException("a mistake of ours");
                }));
        assertThat(troubles).isEmpty();
    }

    private String patiently(Supplier<String> work) {
        return StorePatience.untilItAnswers(
                work,
                Duration.ofMillis(1),
                Duration.ofMillis(4),
                shutdown,
                trouble -> troubles.add(String.valueOf(trouble.getMessage())));
    }
}
