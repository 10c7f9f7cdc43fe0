package dev.traza.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.command.gateway.Waiters.Place;
import dev.traza.command.gateway.Waiters.Waiter;
import dev.traza.contract.envelope.Ids;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WaitersTest {

    private final Waiters waiters = new Waiters(2);
    private final UUID command = Ids.next();

    @Test
    void thereIsRoomForAsManyAsWereAllowed() {
        Waiter first = taken(waiters.take(Ids.next(), "a"));
        taken(waiters.take(Ids.next(), "b"));

        assertThat(waiters.take(Ids.next(), "c")).isInstanceOf(Place.Full.class);
        assertThat(waiters.count()).isEqualTo(2);

        waiters.finish(first, new Result.Recorded());
        assertThat(waiters.take(Ids.next(), "c")).isInstanceOf(Place.Taken.class);
    }

    @Test
    void oneCommandIsWaitedForOnce() {
        taken(waiters.take(command, "a"));

        assertThat(waiters.take(command, "b")).isInstanceOfSatisfying(Place.Occupied.class, occupied -> assertThat(
                        occupied.by().requestHash())
                .isEqualTo("a"));
        assertThat(waiters.count()).isEqualTo(1);
    }

    @Test
    void aWaiterIsToldOnce() {
        Waiter waiter = taken(waiters.take(command, "a"));

        waiters.finish(waiter, new Result.Recorded());
        waiters.finish(waiter, new Result.Unknown());

        assertThat(waiter.result().toCompletableFuture()).isCompletedWithValue(new Result.Recorded());
        assertThat(waiters.count()).isZero();
    }

    @Test
    void thePlaceIsFreeWhenTheWaiterIsTold() {
        Waiter waiter = taken(waiters.take(command, "a"));
        AtomicBoolean free = new AtomicBoolean();
        var unused = waiter.result()
                .thenAccept(result -> free.set(waiters.waitingFor(command).isEmpty()));

        waiters.finish(waiter, new Result.Recorded());

        assertThat(free).isTrue();
        assertThat(unused.toCompletableFuture()).isCompleted();
    }

    @Test
    void anEarlierWaiterDoesNotEndALaterOne() {
        Waiter earlier = taken(waiters.take(command, "a"));
        waiters.finish(earlier, new Result.Recorded());
        Waiter later = taken(waiters.take(command, "a"));

        waiters.finish(earlier, new Result.Unknown());

        assertThat(waiters.waitingFor(command)).containsSame(later);
    }

    private static Waiter taken(Place place) {
        assertThat(place).isInstanceOf(Place.Taken.class);
        return ((Place.Taken) place).waiter();
    }
}
