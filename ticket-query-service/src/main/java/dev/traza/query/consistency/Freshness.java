package dev.traza.query.consistency;

import dev.traza.contract.envelope.ConsistencyToken;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Where readers wait for what they have already seen, and feeds say that something new is there. */
@Singleton
public class Freshness {

    private final ConsistencyConfig config;
    private final Semaphore places;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Made by the container. */
    @Inject
    public Freshness(ConsistencyConfig config) {
        this.config = config;
        this.places = new Semaphore(config.maxWaiting());
    }

    /** Says that a read model holds more than before. */
    public void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all tokens are reached.
     *
     * @param reached whether the read model that is about to be read has come that far
     * @return false if it has not come that far in time, or too many wait already
     * @throws InterruptedException if the service shuts down
     */
    public boolean await(Collection<ConsistencyToken> tokens, Predicate<ConsistencyToken> reached)
            throws InterruptedException {
        Deque<ConsistencyToken> open = new ArrayDeque<>(tokens);
        return await(config.longestWait(), () -> allReached(open, reached));
    }

    /**
     * Waits until something holds.
     *
     * @param longest how long at most
     * @return false if it does not hold in time, or too many wait already
     * @throws InterruptedException if the service shuts down
     */
    public boolean await(Duration longest, BooleanSupplier holds) throws InterruptedException {
        if (holds.getAsBoolean()) {
            return true;
        }
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            long deadline = System.nanoTime() + longest.toNanos();
            while (!holds.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                pause(Math.min(left, config.poll().toNanos()));
            }
            return true;
        } finally {
            places.release();
        }
    }

    private void pause(long nanos) throws InterruptedException {
        if (!lock.tryLock(nanos, TimeUnit.NANOSECONDS)) {
            return;
        }
        try {
            // A change between the look and this wait is missed, and found by the next look.
            var unused = changed.awaitNanos(nanos);
        } finally {
            lock.unlock();
        }
    }

    private static boolean allReached(Deque<ConsistencyToken> open, Predicate<ConsistencyToken> reached) {
        while (!open.isEmpty() && reached.test(open.peek())) {
            open.remove();
        }
        return open.isEmpty();
    }
}
