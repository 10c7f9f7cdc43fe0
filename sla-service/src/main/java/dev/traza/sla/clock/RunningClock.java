package dev.traza.sla.clock;

import dev.traza.contract.sla.SlaMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A clock that has begun and not ended; it may stand still.
 *
 * @param cycle counted from 1
 * @param startedAt where the measured time begins
 * @param countsFrom from here on the status history is counted; later than {@code startedAt} when old history was let go
 * @param carried working time used before {@code countsFrom}
 * @param setAt when it was last set (started, resumed or retargeted); nothing of it is told to have happened earlier
 * @param setBy the event or policy change that set it last
 * @param warned the percentages it has warned of; never forgotten, whatever the target becomes
 * @param breached whether its breach was told; never forgotten
 * @param paused whether it stands still
 */
public record RunningClock(
        SlaMetric metric,
        int cycle,
        Terms terms,
        Instant startedAt,
        Instant countsFrom,
        Duration carried,
        Instant setAt,
        UUID setBy,
        SortedSet<Integer> warned,
        boolean breached,
        boolean paused) {

    RunningClock retargeted(Terms newTerms, Instant at, UUID by) {
        return new RunningClock(
                metric, cycle, newTerms, startedAt, countsFrom, carried, at, by, warned, breached, paused);
    }

    RunningClock pausedNow() {
        return new RunningClock(
                metric, cycle, terms, startedAt, countsFrom, carried, setAt, setBy, warned, breached, true);
    }

    RunningClock resumed(Instant at, UUID by) {
        return new RunningClock(metric, cycle, terms, startedAt, countsFrom, carried, at, by, warned, breached, false);
    }

    RunningClock warnedOf(int percent) {
        SortedSet<Integer> more = new TreeSet<>(warned);
        more.add(percent);
        return new RunningClock(
                metric,
                cycle,
                terms,
                startedAt,
                countsFrom,
                carried,
                setAt,
                setBy,
                Collections.unmodifiableSortedSet(more),
                breached,
                paused);
    }

    RunningClock breachedNow() {
        return new RunningClock(
                metric, cycle, terms, startedAt, countsFrom, carried, setAt, setBy, warned, true, paused);
    }

    RunningClock carrying(Duration used, Instant from) {
        return new RunningClock(metric, cycle, terms, startedAt, from, used, setAt, setBy, warned, breached, paused);
    }
}
