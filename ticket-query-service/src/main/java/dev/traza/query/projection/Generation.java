package dev.traza.query.projection;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one generation of a projection, for all nodes.
 *
 * @param number counted from 1, never used twice
 * @param switching what happens when it has caught up; only of one that is asked for
 * @param requestedBy the administrator who asked for it; absent for the first one
 * @param requestKey by which a repeated request is known
 * @param caughtUpAt when it first held everything
 * @param servingSince when it began to answer, if it does
 * @param formerSince when it ceased to answer, if it did before the one that does now
 * @param error why it cannot be built
 */
@RecordBuilder
public record Generation(
        int number,
        Phase phase,
        @Nullable SwitchMode switching,
        @Nullable String requestedBy,
        @Nullable String requestKey,
        @Nullable Instant requestedAt,
        @Nullable Instant caughtUpAt,
        @Nullable Instant servingSince,
        @Nullable Instant formerSince,
        @Nullable String error)
        implements GenerationBuilder.With {

    /** How far it is. */
    public enum Phase {
        /** It lacks events that are on the log. */
        BUILDING,
        /** It has caught up, and follows the log. */
        READY,
        /** It cannot be built, and is not fed any more. */
        FAILED
    }

    /** The first one of a release, which answers from the beginning. */
    static Generation first(int number, Instant at) {
        return new Generation(number, Phase.READY, null, null, null, null, null, at, null, null);
    }

    /** Whether it answered before the one that does now. */
    public boolean isFormer() {
        return formerSince != null;
    }
}
