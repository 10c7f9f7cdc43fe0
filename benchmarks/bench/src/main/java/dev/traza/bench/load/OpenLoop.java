package dev.traza.bench.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Puts a phase of load on a target. A request's latency counts from when it was due, not from when it could be sent: a
 * target that stands still for a second makes all requests of that second slow, not only the one that was under way
 * (otherwise "coordinated omission" would make every stall look like one slow request).
 */
public final class OpenLoop {

    private static final double NANOS = 1e9;
    private static final int DIGITS = 3;

    /** How often it is looked whether there is room again, or an answer is still missing; nanoseconds. */
    private static final long LOOK_EVERY = 100_000;

    /**
     * This thread wakes up no more often: each time costs the machine about as much as sending a request, and it shares the
     * machine with what it measures. Requests that are due meanwhile begin together, and that they are late counts.
     * Nanoseconds.
     */
    private static final long TOGETHER = 200_000;

    private final Pace pace;

    /** Timed by this. */
    public OpenLoop(Pace pace) {
        this.pace = pace;
    }

    /** Carries a phase out; comes back when everything is answered or no longer waited for. */
    public Outcome run(Phase phase, Target target) {
        long begin = pace.now();
        Tally tally =
                new Tally(begin + phase.warmUp().toNanos(), phase.measured().toNanos());
        long offered =
                switch (phase.arrivals()) {
                    case Arrivals.AtRate rate -> atRate(rate, phase, target, begin, tally);
                    case Arrivals.AsAnswered _ -> asAnswered(phase, target, tally);
                };
        long giveUp = pace.now() + phase.drain().toNanos();
        while (tally.underWay.get() > 0 && pace.now() < giveUp) {
            pace.until(pace.now() + LOOK_EVERY);
        }
        return tally.outcome(phase, begin, offered, pace.now());
    }

    /** @return how many began */
    private long atRate(Arrivals.AtRate rate, Phase phase, Target target, long begin, Tally tally) {
        long number = 0;
        long awake = begin;
        for (long due = begin; due < tally.end; due = begin + rate.offset(++number)) {
            if (due > pace.now()) {
                pace.until(Math.max(due, awake + TOGETHER));
                awake = pace.now();
            }
            if (!awaitRoom(phase, tally)) {
                break;
            }
            send(number, due, target, tally);
        }
        return number;
    }

    private long asAnswered(Phase phase, Target target, Tally tally) {
        long number = 0;
        while (awaitRoom(phase, tally) && pace.now() < tally.end) {
            send(number++, pace.now(), target, tally);
        }
        return number;
    }

    /** Whether there was room before the phase was over. */
    private boolean awaitRoom(Phase phase, Tally tally) {
        while (tally.underWay.get() >= phase.mostAtOnce()) {
            if (pace.now() >= tally.end) {
                return false;
            }
            pace.until(pace.now() + LOOK_EVERY);
        }
        return true;
    }

    private void send(long number, long due, Target target, Tally tally) {
        tally.underWay.incrementAndGet();
        boolean counts = due >= tally.from;
        if (counts) {
            tally.begun++;
            tally.due += due - tally.from;
        }
        target.begin(number, ending -> tally.ended(ending, due, pace.now(), counts));
    }

    /** What is counted; changed by the sending thread, and by those that bring answers. */
    private static final class Tally {

        private final long from;
        private final long end;
        private final AtomicInteger underWay = new AtomicInteger();
        private final LongAdder inTime = new LongAdder();
        private final LongAdder answered = new LongAdder();
        private final LongAdder answeredDue = new LongAdder();
        private final AtomicLongArray endings = new AtomicLongArray(Ending.values().length);
        private final Histogram latencies = new ConcurrentHistogram(DIGITS);
        private long begun;

        /** Sum of the moments at which those that began were due, after {@link #from}. */
        private long due;

        Tally(long from, long measured) {
            this.from = from;
            this.end = from + measured;
            latencies.setAutoResize(true);
        }

        void ended(Ending ending, long wasDue, long now, boolean counts) {
            if (ending == Ending.ACCEPTED && now >= from && now < end) {
                inTime.increment();
            }
            if (counts) {
                endings.incrementAndGet(ending.ordinal());
                answered.increment();
                answeredDue.add(wasDue - from);
                if (ending == Ending.ACCEPTED) {
                    latencies.recordValue(Math.max(0, now - wasDue));
                }
            }
            underWay.decrementAndGet();
        }

        Outcome outcome(Phase phase, long begin, long offered, long now) {
            double seconds = phase.measured().toNanos() / NANOS;
            Map<Ending, Long> counts = new EnumMap<>(Ending.class);
            for (Ending ending : Ending.values()) {
                counts.put(ending, endings.get(ending.ordinal()));
            }
            Histogram all = latencies.copy();
            long unanswered = begun - answered.sum();
            if (unanswered > 0) {
                // Which ones is not known, but when they were due on average is.
                long waited = now - from - (due - answeredDue.sum()) / unanswered;
                all.recordValueWithCount(Math.max(0, waited), unanswered);
            }
            long notOffered = 0;
            if (phase.arrivals() instanceof Arrivals.AtRate rate) {
                long number = offered;
                for (long wasDue = begin + rate.offset(number); wasDue < end; wasDue = begin + rate.offset(++number)) {
                    if (wasDue >= from) {
                        notOffered++;
                        all.recordValue(Math.max(0, now - wasDue));
                    }
                }
            }
            return new Outcome(seconds, begun, counts, unanswered, notOffered, inTime.sum() / seconds, all);
        }
    }
}
