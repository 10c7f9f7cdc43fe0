package dev.traza.notification.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private final RetrySchedule schedule = new RetrySchedule(10, Duration.ofSeconds(30), 3, Duration.ofHours(6), 0.2);

    @Test
    void waitsGrowUpToTheLongest() {
        assertThat(schedule.waitAfter(1, 0.5)).contains(Duration.ofSeconds(30));
        assertThat(schedule.waitAfter(2, 0.5)).contains(Duration.ofSeconds(90));
        assertThat(schedule.waitAfter(7, 0.5)).contains(Duration.ofHours(6));
        assertThat(schedule.waitAfter(9, 0.5)).contains(Duration.ofHours(6));
    }

    @Test
    void tenAttemptsLastAboutADay() {
        Duration whole = IntStream.rangeClosed(1, 9)
                .mapToObj(made -> schedule.waitAfter(made, 0.5).orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(whole).isBetween(Duration.ofHours(18), Duration.ofHours(30));
    }

    @Test
    void afterTheLastAttemptThereIsNoOther() {
        assertThat(schedule.waitAfter(10, 0.5)).isEmpty();
        assertThat(schedule.waitAfter(11, 0.5)).isEmpty();
    }

    @Test
    void jitterStaysWithinItsShare() {
        assertThat(schedule.waitAfter(1, 0)).contains(Duration.ofSeconds(24));
        assertThat(schedule.waitAfter(1, 1)).contains(Duration.ofSeconds(36));
    }

    @Test
    void aScheduleThatWouldNotEndOrNotWaitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetrySchedule(0, Duration.ofSeconds(1), 2, Duration.ofHours(1), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetrySchedule(3, Duration.ofSeconds(1), 0.5, Duration.ofHours(1), 0));
    }
}
