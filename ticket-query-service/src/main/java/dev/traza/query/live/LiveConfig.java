package dev.traza.query.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Streams of what happens, and presence. */
@ConfigMapping(prefix = "traza.query.live")
public interface LiveConfig {

    /** Streams that this node serves at once. */
    @WithDefault("1000")
    int maxStreams();

    /** Streams that one person may have at once on this node. */
    @WithDefault("20")
    int maxStreamsPerPerson();

    /** After how long without anything to tell a stream shows that it lives. */
    @WithDefault("15s")
    Duration heartbeat();

    /** How long a stream lasts at most; its reader opens another one where it ended. */
    @WithDefault("1h")
    Duration longestLife();

    /** How long a reader may take to accept one event before its connection is closed. */
    @WithDefault("30s")
    Duration longestWrite();

    /** How many happenings of all tickets a stream may be behind the log before it is ended. */
    @WithDefault("5000")
    int longestQueue();

    /** Happenings that are remembered, so that a stream that was cut goes on without reading Kafka again. */
    @WithDefault("10000")
    int remembered();

    /** How many records a cursor may be behind the log; whoever was away for longer reads the list anew. */
    @WithDefault("100000")
    int longestReplay();

    /** Streams that catch up from Kafka at once; others wait for their turn. */
    @WithDefault("4")
    int replaysAtOnce();

    /** Tickets that a list may have to be followed. */
    @WithDefault("10000")
    int longestList();

    /** How often a followed list is looked at anew, for tickets that time alone brings into it or takes out of it. */
    @WithDefault("30s")
    Duration listAgainEvery();

    /** How long a person is shown to be present after they last said so. */
    @WithDefault("30s")
    Duration presentFor();

    /** People who are shown to be present at one ticket; the longest there come first. */
    @WithDefault("50")
    int mostPresent();

    /** Tickets of which presence is known at once on a node. */
    @WithDefault("50000")
    int mostTicketsWithPresence();

    /** How often one person may say where they are, in a minute and on one node. */
    @WithDefault("120")
    int presencePerMinute();
}
