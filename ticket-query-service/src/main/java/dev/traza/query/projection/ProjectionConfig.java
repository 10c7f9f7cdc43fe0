package dev.traza.query.projection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Building read models beside those that answer. */
@ConfigMapping(prefix = "traza.query.projection")
public interface ProjectionConfig {

    /** How often a node looks what generations there shall be; so long it may go on answering from the former one. */
    @WithDefault("1s")
    Duration poll();

    /**
     * How much of its thread's time a generation may take that is built beside another, from 0.01 to 1: after each batch
     * it rests, so that readers and the feeds of what answers get their turn.
     */
    @WithDefault("0.5")
    double share();

    /** Longest rest after a batch. */
    @WithDefault("1s")
    Duration longestRest();

    /**
     * How long new requests on a node may be held up while it changes over, so that nobody sees less than before. When the
     * new generation does not hold by then what the log held, the former one goes on and it is tried again.
     */
    @WithDefault("500ms")
    Duration longestHold();

    /** How long an administrator's switch waits for the other generation to hold what the log holds. */
    @WithDefault("3s")
    Duration switchWithin();

    /** How long a generation that has answered before is kept and fed after a switch. */
    @WithDefault("P1D")
    Duration keepFormer();

    /** How long after it was dropped a shared generation is removed: all nodes have to have heard of it. */
    @WithDefault("10s")
    Duration dropGrace();

    /** After how long without a word a node does not count any more. */
    @WithDefault("30s")
    Duration nodeTimeout();
}
