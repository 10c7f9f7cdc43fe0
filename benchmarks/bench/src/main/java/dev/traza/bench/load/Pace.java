package dev.traza.bench.load;

import java.util.concurrent.locks.LockSupport;

/** The time that a load is timed by; a test has one of its own. */
public interface Pace {

    /** Now, in nanoseconds from an arbitrary begin. */
    long now();

    /** Comes back when this moment is reached, or a little later; at once when it is past. */
    void until(long moment);

    /** The machine's. */
    static Pace ofTheMachine() {
        return new Pace() {
            @Override
            public long now() {
                return System.nanoTime();
            }

            @Override
            public void until(long moment) {
                for (long left = moment - now(); left > 0; left = moment - now()) {
                    LockSupport.parkNanos(left);
                }
            }
        };
    }
}
