package dev.traza.query.api.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.traza.query.projection.Generation;
import dev.traza.query.projection.NodeReport;
import dev.traza.query.projection.ProjectionConfig;
import dev.traza.query.projection.ProjectionStatus;
import dev.traza.query.projection.SwitchMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A projection and its generations.
 *
 * @param serving the generation that answers, or shall
 * @param leftovers generations of other releases
 */
record ProjectionAnswer(String name, Scope scope, int serving, List<OfGeneration> generations, List<String> leftovers) {

    /** Who has it. */
    @Schema(name = "ProjectionScope")
    enum Scope {
        /** All nodes together. */
        SHARED,
        /** Each node for itself. */
        EACH_NODE
    }

    /** All projections. */
    @Schema(name = "ProjectionPage")
    record Page(List<ProjectionAnswer> items) {}

    /**
     * A generation.
     *
     * @param label its name among those of all releases
     * @param former whether it answered before the one that does now
     * @param switching what happens when it has caught up
     * @param droppedAt when one that answered before is dropped, unless it is asked to answer again
     * @param error why it cannot be built
     */
    @Schema(name = "ProjectionGeneration")
    record OfGeneration(
            int generation,
            String label,
            boolean serving,
            boolean former,
            Generation.Phase state,
            @JsonProperty("switch") @Nullable SwitchMode switching,
            @Nullable String requestedBy,
            @Nullable Instant requestedAt,
            @Nullable Instant caughtUpAt,
            @Nullable Instant servingSince,
            @Nullable Instant droppedAt,
            @Nullable String error,
            Progress progress,
            List<OnNode> nodes) {}

    /**
     * How far a generation is.
     *
     * @param done records of the log that are behind it; on the node that is least far
     * @param end records that the log has at the moment
     * @param percent from 0 to 100, with one decimal
     * @param estimatedEndAt when it will have caught up, if it goes on as so far
     */
    @Schema(name = "ProjectionProgress")
    record Progress(
            long done, long end, double percent, @Nullable Instant estimatedEndAt) {}

    /**
     * A node that feeds a generation.
     *
     * @param state of its feed: CATCHING_UP, FOLLOWING, WAITING or FAILED
     * @param because why it waits or has failed
     * @param serving whether the generation answers on this node
     * @param done records that are behind it; of a shared generation in the partitions that this node has
     */
    @Schema(name = "ProjectionOnNode")
    record OnNode(
            String node,
            String state,
            @Nullable String because,
            boolean serving,
            boolean caughtUp,
            long done,
            Instant seenAt) {}

    static ProjectionAnswer of(ProjectionStatus status, ProjectionConfig config) {
        return new ProjectionAnswer(
                status.name(),
                status.shared() ? Scope.SHARED : Scope.EACH_NODE,
                status.state().serving().number(),
                status.generations().stream()
                        .map(generation -> of(generation, status, config))
                        .toList(),
                List.copyOf(new TreeSet<>(status.ofOtherReleases())));
    }

    private static OfGeneration of(
            ProjectionStatus.OfGeneration one, ProjectionStatus status, ProjectionConfig config) {
        Generation generation = one.generation();
        return new OfGeneration(
                generation.number(),
                one.label(),
                one.serving(),
                generation.isFormer(),
                generation.phase(),
                generation.switching(),
                generation.requestedBy(),
                generation.requestedAt(),
                generation.caughtUpAt(),
                generation.servingSince(),
                Optional.ofNullable(generation.formerSince())
                        .map(since -> since.plus(config.keepFormer()))
                        .orElse(null),
                generation.error(),
                progress(one, status),
                one.nodes().stream()
                        .flatMap(report -> report.of(generation.number()).map(fed -> on(report, fed)).stream())
                        .toList());
    }

    private static Progress progress(ProjectionStatus.OfGeneration one, ProjectionStatus status) {
        // Between the two looks the generation may have come further than the log was.
        long end = Math.max(status.end(), one.done());
        double percent = end == 0 ? 100 : Math.floor(1000.0 * one.done() / end) / 10;
        return new Progress(one.done(), end, percent, estimatedEnd(one, end, status.at()));
    }

    private static @Nullable Instant estimatedEnd(ProjectionStatus.OfGeneration one, long end, Instant now) {
        Instant began = one.generation().requestedAt();
        if (one.generation().phase() != Generation.Phase.BUILDING || began == null || one.done() == 0) {
            return null;
        }
        double spent = Math.max(0, Duration.between(began, now).toMillis());
        return now.plusMillis((long) (spent * (end - one.done()) / one.done()));
    }

    private static OnNode on(NodeReport report, NodeReport.Fed fed) {
        Integer serving = report.serving();
        return new OnNode(
                report.node(),
                fed.state(),
                fed.because(),
                serving != null && serving == fed.number(),
                fed.caughtUp(),
                fed.done(),
                report.at());
    }
}
