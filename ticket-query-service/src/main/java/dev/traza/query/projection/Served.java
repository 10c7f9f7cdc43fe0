package dev.traza.query.projection;

import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.query.log.Projection;
import dev.traza.query.view.LoggedEvent;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The generation of a projection that answers on this node. Whoever reads takes it, uses nothing else until done, and
 * gives it back.
 *
 * @param <P> one generation
 */
public final class Served<P extends Projection<LoggedEvent>> {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final NamedProjection<P> kind;
    private final Duration longestHold;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<P, Integer> readers = new IdentityHashMap<>();
    private @Nullable P current;
    private int number;
    private boolean held;

    /** @param longestHold how long a reader is held up at most while this node changes over */
    public Served(NamedProjection<P> kind, Duration longestHold) {
        this.kind = kind;
        this.longestHold = longestHold;
    }

    /** Which projection. */
    public NamedProjection<P> kind() {
        return kind;
    }

    /** The number of the generation that answers; empty until there is one. */
    public OptionalInt number() {
        lock.lock();
        try {
            return current == null ? OptionalInt.empty() : OptionalInt.of(number);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The generation that answers, to be given back.
     *
     * @throws ProblemException (503) until there is one
     */
    public P take() {
        lock.lock();
        try {
            awaitTheTurn();
            P taken = current;
            if (taken == null) {
                throw new ProblemException(
                        Problem.of(ProblemType.UNAVAILABLE, "The read model is being opened. Try again later.")
                                .withRetryAfter(RETRY_AFTER));
            }
            readers.merge(taken, 1, Integer::sum);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what was taken. */
    public void giveBack(P taken) {
        lock.lock();
        try {
            readers.computeIfPresent(taken, (_, count) -> count == 1 ? null : count - 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes, uses and gives back: for what runs without a request, or longer than one. */
    public <R> R with(Function<P, R> use) {
        P taken = take();
        try {
            return use.apply(taken);
        } finally {
            giveBack(taken);
        }
    }

    /** Whether anybody reads this generation. */
    public boolean isRead(P generation) {
        lock.lock();
        try {
            return readers.containsKey(generation);
        } finally {
            lock.unlock();
        }
    }

    /** Lets the first generation of this node answer. */
    public void begin(int first, P generation) {
        lock.lock();
        try {
            current = generation;
            number = first;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets another generation answer, so that no reader sees less than before: readers who come are held up, those who
     * are reading end, and then the other one must hold all that these can have seen. Readers who take longer than half
     * of the longest hold are not waited for.
     *
     * @param reached whether the other one holds what the log held when this was first asked
     * @return false if it did not in time; then nothing has changed
     */
    public boolean turn(int to, P generation, BooleanSupplier reached) throws InterruptedException {
        long began = System.nanoTime();
        long until = began + longestHold.toNanos();
        hold(began + longestHold.toNanos() / 2);
        try {
            boolean there = reached.getAsBoolean();
            while (!there && until - System.nanoTime() > 0) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                there = reached.getAsBoolean();
            }
            if (there && until - System.nanoTime() > 0) {
                begin(to, generation);
                return true;
            }
            return false;
        } finally {
            release();
        }
    }

    private void hold(long until) throws InterruptedException {
        lock.lock();
        try {
            held = true;
            while (current != null && readers.containsKey(current)) {
                if (changed.awaitNanos(until - System.nanoTime()) <= 0) {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        lock.lock();
        try {
            held = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitTheTurn() {
        long left = longestHold.toNanos();
        while (held && left > 0) {
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
