package dev.traza.query.facts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The node's facts, in the folder {@code facts} of the state directory, and the limits of figures. */
@ConfigMapping(prefix = "traza.query.figures")
public interface FactConfig {

    /** How often the facts are made durable while they change; after a crash, as much is read again from the log. */
    @WithDefault("10s")
    Duration commitEvery();

    /** Changes kept in memory before they are written, in MiB. */
    @WithDefault("16")
    int bufferMib();

    /** How many changed tickets are remembered between two refreshes of the searcher; then it is refreshed at once. */
    @WithDefault("1000")
    int mostUnsearchable();

    /** Most buckets of one figure. */
    @WithDefault("1000")
    int maxBuckets();

    /** Most groups times buckets of one figure. */
    @WithDefault("20000")
    int maxCells();

    /** Most single times that are kept in memory for the medians of one figure, with 4 bytes and a half each. */
    @WithDefault("5000000")
    int maxTimes();

    /**
     * How far after now a period ends that was given no end: what somebody has just written may have been dated by a clock
     * that is ahead of this one.
     */
    @WithDefault("1m")
    Duration clockTolerance();

    /** How many figures are computed at once; each keeps a processor busy. */
    @WithDefault("2")
    int concurrent();

    /** How long others wait for their turn. */
    @WithDefault("2s")
    Duration turnWithin();
}
