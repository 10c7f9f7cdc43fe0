package dev.traza.query.projection;

import dev.traza.query.log.LogPartition;
import dev.traza.query.log.Projection;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.projection.ProjectionState.Decision;
import dev.traza.query.view.LoggedEvent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What administrators may do with projections. It only ever changes the state; the nodes follow it. Whoever is
 * second to change it decides anew upon what the first has left.
 */
@Singleton
public class ProjectionControl {

    private static final int MOST_TRIES = 5;
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final ProjectionStates states;
    private final LogEnds ends;
    private final ProjectionConfig config;
    private final Clock clock;

    /** Made by the container. */
    @Inject
    public ProjectionControl(ProjectionStates states, LogEnds ends, ProjectionConfig config, Clock clock) {
        this.states = states;
        this.ends = ends;
        this.config = config;
        this.clock = clock;
    }

    /** Has a new generation built beside the one that answers. */
    public Decision rebuild(NamedProjection<?> kind, String by, @Nullable String key, SwitchMode switching)
            throws ReadModelAwayException {
        return decide(kind, state -> state.rebuild(by, key, switching, clock.instant()));
    }

    /**
     * Lets the other generation answer.
     *
     * @param number the one that shall answer; absent for whichever is beside
     */
    public Decision switchTo(NamedProjection<?> kind, @Nullable Integer number)
            throws ReadModelAwayException, LogAwayException, InterruptedException {
        ProjectionState present = state(kind);
        Generation other = present.other();
        // Two who mean the same one must not turn it there and back.
        Integer meant = number == null && other != null ? Integer.valueOf(other.number()) : number;
        if (present.switchTo(meant, clock.instant()) instanceof Decision.Changed
                && other != null
                && !holdsEverything(kind, other.number())) {
            return new Decision.Refused(
                    "Generation %d does not hold everything at the moment. See GET …, and try again."
                            .formatted(other.number()));
        }
        return decide(kind, state -> state.switchTo(meant, clock.instant()));
    }

    /** Gives up the generation that is being built, or was and has not answered yet. */
    public Decision cancel(NamedProjection<?> kind) throws ReadModelAwayException {
        return decide(kind, state -> state.cancel(kind.isShared(), clock.instant()));
    }

    /** Gives up a generation that does not answer. */
    public Decision drop(NamedProjection<?> kind, int number) throws ReadModelAwayException {
        return decide(kind, state -> state.drop(number, kind.isShared(), clock.instant()));
    }

    /** Removes what another release has left, unless a node of that release was heard of lately. */
    public Decision dropOfOtherRelease(NamedProjection<?> kind, String label) throws ReadModelAwayException {
        if (!kind.ofOtherReleases().contains(label)) {
            return new Decision.Unknown();
        }
        String family = kind.familyOf(label);
        if (!states.reports(family).stream().filter(this::isAlive).toList().isEmpty()) {
            return new Decision.Refused("A node of the release that made generation " + label + " is running.");
        }
        kind.dropOfOtherRelease(label);
        return new Decision.Unchanged();
    }

    /** All that can be said of a projection now. */
    public <P extends Projection<LoggedEvent>> ProjectionStatus status(NamedProjection<P> kind)
            throws ReadModelAwayException, LogAwayException, InterruptedException {
        ProjectionState state = state(kind);
        Map<LogPartition, Long> end = ends.of(kind.topics());
        List<NodeReport> nodes =
                states.reports(kind.family()).stream().filter(this::isAlive).toList();
        List<ProjectionStatus.OfGeneration> generations = new ArrayList<>();
        for (Generation generation : Stream.of(state.serving(), state.other())
                .flatMap(Stream::ofNullable)
                .toList()) {
            int number = generation.number();
            generations.add(new ProjectionStatus.OfGeneration(
                    generation,
                    kind.label(number),
                    number == state.serving().number(),
                    kind.isShared() ? Reach.total(reached(kind, number, end)) : leastDone(nodes, number),
                    nodes));
        }
        return new ProjectionStatus(
                kind.name(),
                kind.isShared(),
                state,
                generations,
                Reach.total(end),
                kind.ofOtherReleases(),
                clock.instant());
    }

    /** Whether a node was heard of lately. */
    public boolean isAlive(NodeReport report) {
        return Duration.between(report.at(), clock.instant()).abs().compareTo(config.nodeTimeout()) <= 0;
    }

    private static long leastDone(List<NodeReport> nodes, int number) {
        return nodes.stream()
                .flatMap(node -> node.of(number).stream())
                .mapToLong(NodeReport.Fed::done)
                .min()
                .orElse(0);
    }

    private static <P extends Projection<LoggedEvent>> Map<LogPartition, Long> reached(
            NamedProjection<P> kind, int number, Map<LogPartition, Long> end) throws ReadModelAwayException {
        return kind.reached(kind.open(number), end.keySet());
    }

    private boolean holdsEverything(NamedProjection<?> kind, int number)
            throws ReadModelAwayException, LogAwayException, InterruptedException {
        if (!kind.isShared()) {
            List<NodeReport> nodes =
                    states.reports(kind.family()).stream().filter(this::isAlive).toList();
            return !nodes.isEmpty()
                    && nodes.stream().allMatch(node -> node.of(number)
                            .filter(NodeReport.Fed::caughtUp)
                            .isPresent());
        }
        Map<LogPartition, Long> end = ends.of(kind.topics());
        Instant deadline = clock.instant().plus(config.switchWithin());
        while (!Reach.covers(reached(kind, number, end), end)) {
            if (clock.instant().isAfter(deadline)) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        return true;
    }

    private Decision decide(NamedProjection<?> kind, Function<ProjectionState, Decision> wish)
            throws ReadModelAwayException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Decision decision = wish.apply(state(kind));
            if (!(decision instanceof Decision.Changed(ProjectionState after))
                    || states.replace(kind.family(), after)) {
                return decision;
            }
        }
        return new Decision.Refused("Others keep changing it. Look at it, and try again.");
    }

    private ProjectionState state(NamedProjection<?> kind) throws ReadModelAwayException {
        return states.read(kind.family())
                .orElseThrow(() -> new ReadModelAwayException(
                        "No node has opened the projection yet", new IllegalStateException("no state")));
    }
}
