package dev.traza.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.command.gateway.CommandLog.Delivery;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CommandGatewayTest {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final CompletableFuture<Delivery> delivery = new CompletableFuture<>();
    private final CompletableFuture<Void> timeIsUp = new CompletableFuture<>();
    private final CompletableFuture<Result> told =
            CommandGateway.withoutDecision(delivery, timeIsUp, RETRY_AFTER).toCompletableFuture();

    @Test
    void aCommandThatIsConfirmedIsCalledRecordedWhenTheTimeIsUp() {
        // given
        delivery.complete(new Delivery.Done());
        assertThat(told).isNotDone();

        // when
        timeIsUp.complete(null);

        // then
        assertThat(told).isCompletedWithValue(new Result.Recorded());
    }

    @Test
    void aCommandThatNobodyConfirmsIsNotCalledRecordedHoweverLongItTakes() {
        // given
        timeIsUp.complete(null);
        assertThat(told).isNotDone();

        // when the producer gives up after the caller's time
        delivery.complete(new Delivery.Uncertain(new TimeoutException("no broker")));

        // then
        assertThat(told).isCompletedWithValue(new Result.Unknown());
    }

    @Test
    void aCommandThatIsConfirmedLateIsCalledRecordedAtOnce() {
        // given
        timeIsUp.complete(null);

        // when
        delivery.complete(new Delivery.Done());

        // then
        assertThat(told).isCompletedWithValue(new Result.Recorded());
    }

    @Test
    void aCommandThatNeverLeftIsUnavailableAtOnce() {
        // when
        delivery.complete(new Delivery.NotSent(new TimeoutException("no broker")));

        // then
        assertThat(told)
                .isCompletedWithValue(new Result.Unavailable("The command could not be put on record", RETRY_AFTER));
    }
}
