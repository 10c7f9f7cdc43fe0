package dev.traza.query.feed;

import dev.traza.kit.feed.Feed;
import dev.traza.kit.feed.FeedHealth;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.Projection;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.projection.Generation;
import dev.traza.query.projection.LogAwayException;
import dev.traza.query.projection.LogEnds;
import dev.traza.query.projection.NamedProjection;
import dev.traza.query.projection.NodeReport;
import dev.traza.query.projection.ProjectionConfig;
import dev.traza.query.projection.ProjectionControl;
import dev.traza.query.projection.ProjectionState;
import dev.traza.query.projection.ProjectionState.Decision;
import dev.traza.query.projection.ProjectionStates;
import dev.traza.query.projection.Reach;
import dev.traza.query.projection.Served;
import dev.traza.query.view.LoggedEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows, on this node, what the state says of one projection: feeds the generations that shall be there, lets the right
 * one answer as soon as it can, ends and removes the others, and tells how it goes. Each look does the next step of
 * whatever is to be done, from what is there; so it does not matter when a node comes, goes, or was away for a while.
 *
 * <p>Looked by one thread.
 *
 * @param <P> one generation
 */
final class Generations<P extends Projection<LoggedEvent>> {

    /** Makes readers. */
    interface Readers {

        /**
         * A reader of the log into one generation.
         *
         * @param isServing whether the generation answers at the moment
         */
        <P extends Projection<LoggedEvent>> LogReader<LoggedEvent> of(
                NamedProjection<P> kind,
                int number,
                P projection,
                Feed feed,
                IsServing isServing,
                GenerationMetrics metrics);

        /** The name under which nodes share the log for a generation. */
        String group(NamedProjection<?> kind, int number);
    }

    /** Whether a generation answers at the moment. */
    interface IsServing {
        boolean now();
    }

    private static final Logger LOG = Logger.getLogger(Generations.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(60);
    private static final Duration FORGET_NODES_AFTER = Duration.ofDays(1);
    /** So long a reader of a generation that is to go is waited for. */
    private static final Duration LAST_READERS = Duration.ofSeconds(10);

    private final Served<P> served;
    private final NamedProjection<P> kind;
    private final String node;
    private final ProjectionStates states;
    private final ProjectionControl control;
    private final LogEnds logEnds;
    private final ProjectionConfig config;
    private final Readers readers;
    private final FeedHealth health;
    private final GenerationMetrics metrics;
    private final Clock clock;

    private final Map<Integer, Fed<P>> running = new TreeMap<>();
    /** Asked to end, and since when. */
    private final Map<Integer, Instant> ending = new TreeMap<>();
    /** What the log held at the last look. */
    private @Nullable Map<LogPartition, Long> lastEnds;

    private @Nullable NodeReport told;
    private Instant sweepAt = Instant.MIN;

    /** A generation that is fed, until it ends. */
    private record Fed<P>(int number, P projection, Feed feed, LogReader<LoggedEvent> reader, Thread thread) {}

    Generations(
            Served<P> served,
            String node,
            ProjectionStates states,
            ProjectionControl control,
            LogEnds logEnds,
            ProjectionConfig config,
            Readers readers,
            FeedHealth health,
            GenerationMetrics metrics,
            Clock clock) {
        this.served = served;
        this.kind = served.kind();
        this.node = node;
        this.states = states;
        this.control = control;
        this.logEnds = logEnds;
        this.config = config;
        this.readers = readers;
        this.health = health;
        this.metrics = metrics;
        this.clock = clock;
        var unused = health.feed(kind.name()); // not ready until the first generation is
    }

    /** Does what is to be done now. */
    void look() throws InterruptedException {
        try {
            ProjectionState state = state();
            begin(state);
            startMissing(state);
            Map<LogPartition, Long> before = lookAtTheLog(state);
            if (before != null) {
                turn(state, before);
                advance(state, before);
            }
            stopUnwanted(state);
            sweep(state);
            tell(state, before);
        } catch (ReadModelAwayException | LogAwayException away) {
            LOG.debugf(away, "The generations of %s are looked after later", kind.name());
            if (running.isEmpty()) {
                health.feed(kind.name()).enter(new Feed.State.Waiting(String.valueOf(away.getMessage())));
            }
        }
    }

    /** Asks all readers to end. */
    void stop() {
        running.values().forEach(fed -> fed.reader().stop());
    }

    /** Waits for the readers to end, and closes what they fed. */
    void close(long untilNanos) throws InterruptedException {
        for (Fed<P> fed : running.values()) {
            if (!fed.thread().join(Duration.ofNanos(Math.max(1, untilNanos - System.nanoTime())))) {
                LOG.warnf(
                        "%s did not end in time; what it had in hand is done again after the next start", fed.thread());
            }
            kind.close(fed.projection());
        }
        running.clear();
        try {
            states.forget(kind.family(), node); // who is gone on purpose need not be waited for
        } catch (ReadModelAwayException away) {
            LOG.debugf(away, "The node is forgotten after a while");
        }
    }

    private ProjectionState state() throws ReadModelAwayException {
        Optional<ProjectionState> known = states.read(kind.family());
        if (known.isPresent()) {
            return known.get();
        }
        // Never looked at, or lost with the database. What is there is gone on with.
        int serving = served.number()
                .orElse(kind.present().isEmpty() ? 1 : kind.present().last());
        states.begin(kind.family(), ProjectionState.initial(serving, clock.instant()));
        return states.read(kind.family()).orElseThrow();
    }

    /** The generation that shall answer here as soon as it can. */
    private int desired(ProjectionState state) {
        // Each node changes over by itself: with all at once, the slowest would keep the others from it.
        return !kind.isShared() && state.isSwitchingBySelf() && state.other() != null
                ? state.other().number()
                : state.serving().number();
    }

    private void begin(ProjectionState state) throws ReadModelAwayException {
        if (served.number().isPresent()) {
            return;
        }
        int first = state.serving().number();
        if (!kind.isShared() && !kind.present().contains(first)) {
            first = desired(state); // nothing is here: what is wanted is built, not what was
        }
        Fed<P> fed = start(first);
        served.begin(first, fed.projection());
        show(fed);
    }

    private void startMissing(ProjectionState state) throws ReadModelAwayException {
        int serving = state.serving().number();
        int local = served.number().orElseThrow();
        if (!running.containsKey(serving) && (local != desired(state) || isPresent(serving))) {
            var unused = start(serving);
        }
        Generation other = state.other();
        if (other != null && other.phase() != Generation.Phase.FAILED && !running.containsKey(other.number())) {
            Fed<P> answering = running.get(local);
            boolean later = !kind.isShared()
                    && other.isFormer()
                    && !isPresent(other.number())
                    && (answering == null || !answering.reader().hasCaughtUp());
            if (!later) {
                var unused = start(other.number());
            }
        }
    }

    private boolean isPresent(int number) throws ReadModelAwayException {
        return kind.present().contains(number);
    }

    private Fed<P> start(int number) {
        P projection = kind.open(number);
        Feed feed = new Feed(kind.name() + "-" + kind.label(number));
        LogReader<LoggedEvent> reader = readers.of(
                kind, number, projection, feed, () -> served.number().equals(OptionalInt.of(number)), metrics);
        Thread thread = Thread.ofPlatform().name("feed-" + feed.name()).start(reader);
        Fed<P> fed = new Fed<>(number, projection, feed, reader, thread);
        running.put(number, fed);
        LOG.infof("Generation %s of %s is fed", kind.label(number), kind.name());
        return fed;
    }

    private void show(Fed<P> answering) {
        health.show(kind.name(), answering.feed());
        running.values().forEach(fed -> fed.reader().measuredBy(metrics.ofFeed(fed == answering)));
    }

    /**
     * What the log held at the look before this one, as long as that matters. While much happens nothing ever holds what
     * the log holds this moment, and what held all of it a moment ago is as good as there.
     */
    private @Nullable Map<LogPartition, Long> lookAtTheLog(ProjectionState state)
            throws LogAwayException, InterruptedException {
        Map<LogPartition, Long> before = lastEnds;
        boolean matters = state.other() != null
                || served.number().orElseThrow() != state.serving().number();
        lastEnds = matters ? logEnds.of(kind.topics()) : null;
        return matters ? before : null;
    }

    /** Changes over when what shall answer can. */
    private void turn(ProjectionState state, Map<LogPartition, Long> before)
            throws ReadModelAwayException, InterruptedException {
        int local = served.number().orElseThrow();
        int desired = desired(state);
        Fed<P> next = running.get(desired);
        if (local == desired || next == null || !holds(next, before)) {
            return;
        }
        Changeover changeover = new Changeover(next);
        if (served.turn(desired, next.projection(), changeover::isDone)) {
            show(next);
            LOG.infof("Generation %s of %s answers", kind.label(desired), kind.name());
        }
    }

    /** Whether the next generation holds what the log held when it was first asked. */
    private final class Changeover {

        private final Fed<P> next;
        private @Nullable Map<LogPartition, Long> ends;

        private Changeover(Fed<P> next) {
            this.next = next;
        }

        private boolean isDone() {
            try {
                if (ends == null) {
                    ends = logEnds.of(kind.topics());
                }
                return holds(next, Objects.requireNonNull(ends));
            } catch (ReadModelAwayException | LogAwayException away) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private boolean holds(Fed<P> fed, Map<LogPartition, Long> ends) throws ReadModelAwayException {
        return Reach.covers(reached(fed, ends), ends);
    }

    /** A shared one is fed by all nodes, and says itself how far it is; its own feed knows best of a node's own. */
    private Map<LogPartition, Long> reached(Fed<P> fed, Map<LogPartition, Long> ends) throws ReadModelAwayException {
        return kind.isShared()
                ? kind.reached(fed.projection(), ends.keySet())
                : fed.reader().reached();
    }

    private void stopUnwanted(ProjectionState state) {
        int local = served.number().orElseThrow();
        for (Fed<P> fed : List.copyOf(running.values())) {
            boolean wanted = fed.number() == local
                    || state.generation(fed.number())
                            .filter(generation -> generation.phase() != Generation.Phase.FAILED)
                            .isPresent();
            if (!wanted) {
                end(fed);
            }
        }
    }

    /** Ends it in as many looks as it takes: its reader, those who still read it, and then what it has open. */
    private void end(Fed<P> fed) {
        Instant asked = ending.computeIfAbsent(fed.number(), _ -> {
            fed.reader().stop();
            return clock.instant();
        });
        boolean read =
                served.isRead(fed.projection()) && asked.plus(LAST_READERS).isAfter(clock.instant());
        if (fed.thread().isAlive() || read) {
            return;
        }
        kind.close(fed.projection());
        running.remove(fed.number());
        ending.remove(fed.number());
        metrics.ofFeed(false).lag(0);
        LOG.infof("Generation %s of %s is not fed any more", kind.label(fed.number()), kind.name());
    }

    /** Says of a generation beside what it has become. Any node may be the first to see it. */
    private void advance(ProjectionState state, Map<LogPartition, Long> before) throws ReadModelAwayException {
        Generation other = state.other();
        if (other == null) {
            return;
        }
        Fed<P> fed = running.get(other.number());
        if (other.phase() == Generation.Phase.BUILDING && fed != null) {
            if (fed.feed().state() instanceof Feed.State.Failed failed) {
                change(state.failed(other.number(), "On node " + node + ": " + failed.because()));
            } else if (isBuilt(fed, before)) {
                change(state.caughtUp(other.number(), clock.instant()));
            }
        }
        Instant formerSince = other.formerSince();
        if (formerSince != null && formerSince.plus(config.keepFormer()).isBefore(clock.instant())) {
            LOG.infof("Generation %s of %s was kept long enough", kind.label(other.number()), kind.name());
            change(state.drop(other.number(), kind.isShared(), clock.instant()));
        }
    }

    private boolean isBuilt(Fed<P> fed, Map<LogPartition, Long> before) throws ReadModelAwayException {
        if (!holds(fed, before)) {
            return false;
        }
        return kind.isShared()
                || states.reports(kind.family()).stream()
                        .filter(control::isAlive)
                        .filter(report -> !report.node().equals(node))
                        .allMatch(report -> report.of(fed.number())
                                .filter(NodeReport.Fed::caughtUp)
                                .isPresent());
    }

    private void change(Decision decision) throws ReadModelAwayException {
        if (decision instanceof Decision.Changed(ProjectionState after) && states.replace(kind.family(), after)) {
            LOG.infof("The generations of %s: %s", kind.name(), after);
        }
    }

    /** Removes what nobody wants. */
    private void sweep(ProjectionState state) throws ReadModelAwayException, InterruptedException {
        if (!kind.isShared()) {
            for (int number : kind.present()) {
                if (!running.containsKey(number) && state.generation(number).isEmpty()) {
                    remove(number);
                }
            }
        }
        for (ProjectionState.Dropped dropped : state.dropped()) {
            if (dropped.at().plus(config.dropGrace()).isBefore(clock.instant())
                    && !running.containsKey(dropped.number())) {
                remove(dropped.number());
                logEnds.forgetGroup(readers.group(kind, dropped.number()));
                change(state.removed(dropped.number()));
                return; // the rest at the next look, upon what that has changed
            }
        }
        if (clock.instant().isAfter(sweepAt)) {
            sweepAt = clock.instant().plus(SWEEP_EVERY);
            sweepRemains();
        }
    }

    /** A node that slept may have written into what was removed; and nodes may never have come back. */
    private void sweepRemains() throws ReadModelAwayException {
        if (kind.isShared()) {
            TreeSet<Integer> there = new TreeSet<>(kind.present());
            ProjectionState since = states.read(kind.family()).orElseThrow();
            for (int number : there) {
                // The first one bears the names that releases without generations use too: a person removes it.
                if (number > 1
                        && number < since.next()
                        && since.generation(number).isEmpty()
                        && !running.containsKey(number)
                        && since.dropped().stream().noneMatch(dropped -> dropped.number() == number)) {
                    remove(number);
                }
            }
        }
        for (NodeReport report : states.reports(kind.family())) {
            if (report.at().plus(FORGET_NODES_AFTER).isBefore(clock.instant())) {
                states.forget(kind.family(), report.node());
            }
        }
    }

    private void remove(int number) throws ReadModelAwayException {
        kind.drop(number);
        LOG.infof("Generation %s of %s is removed", kind.label(number), kind.name());
    }

    private void tell(ProjectionState state, @Nullable Map<LogPartition, Long> before) throws ReadModelAwayException {
        List<NodeReport.Fed> generations = new ArrayList<>();
        for (Fed<P> fed : running.values()) {
            Map<LogPartition, Long> reached = fed.reader().reached();
            boolean caughtUp = fed.reader().hasCaughtUp()
                    && !(fed.feed().state() instanceof Feed.State.Failed)
                    && (kind.isShared() || before == null || Reach.covers(reached, before));
            generations.add(new NodeReport.Fed(
                    fed.number(),
                    word(fed.feed().state()),
                    because(fed.feed().state()),
                    Reach.total(reached),
                    caughtUp));
        }
        NodeReport report =
                new NodeReport(node, clock.instant(), served.number().orElseThrow(), generations);
        metrics.tell(state, report, before == null ? 0 : Reach.total(before), clock.instant());
        NodeReport last = told;
        if (last == null
                || !last.generations().equals(report.generations())
                || !Objects.equals(last.serving(), report.serving())
                || last.at().plus(TELL_EVERY).isBefore(report.at())) {
            states.report(kind.family(), report);
            told = report;
        }
    }

    private static String word(Feed.State state) {
        return switch (state) {
            case Feed.State.CatchingUp() -> "CATCHING_UP";
            case Feed.State.Following() -> "FOLLOWING";
            case Feed.State.Waiting waiting -> "WAITING";
            case Feed.State.Failed failed -> "FAILED";
        };
    }

    private static @Nullable String because(Feed.State state) {
        return switch (state) {
            case Feed.State.CatchingUp() -> null;
            case Feed.State.Following() -> null;
            case Feed.State.Waiting(String because) -> because;
            case Feed.State.Failed(String because) -> because;
        };
    }
}
