package dev.traza.query.index;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The node's search index, in the folder {@code index} of the state directory. */
@ConfigMapping(prefix = "traza.query.index")
public interface IndexConfig {

    /** How often the index is made durable while it changes; after a crash, as much is read again from the log. */
    @WithDefault("10s")
    Duration commitEvery();

    /** Changes kept in memory before they are written, in MiB. */
    @WithDefault("16")
    int bufferMib();

    /**
     * How many characters of a ticket's comments can be searched, the newest first. A ticket is indexed anew with each of
     * its events, so a conversation without an end must not make every event expensive.
     */
    @WithDefault("100000")
    int longestConversation();

    /**
     * How many changed tickets are remembered between two refreshes of the searcher; then it is refreshed at once. A refresh
     * costs as much as indexing dozens of tickets, and what is remembered is held in memory.
     */
    @WithDefault("500")
    int mostUnsearchable();

    /**
     * How long after an erasure the files of the index are written anew, so that the erased words, which nothing finds any
     * more, are not in them either. It costs about as much as writing the index once, for all erasures of that time.
     */
    @WithDefault("1h")
    Duration purgeAfter();

    /**
     * How many characters of a ticket's texts are searched for the words to be marked in them, the newest comments first.
     * Each is read anew for each ticket of a page that is asked for with marks.
     */
    @WithDefault("20000")
    int longestHighlighted();

    /**
     * How much of the telling words of a ticket another must have to be called similar or a duplicate, from 0 to 1. Less
     * finds more, and more that has nothing to do with it.
     */
    @WithDefault("0.3")
    double leastShared();

    /**
     * For how many questions counts are kept for each segment of the index: about those of all saved views that are looked
     * at. With more, they are counted again.
     */
    @WithDefault("2000")
    int keptCounts();

    /** How many values of a facet are told of, the most frequent ones. */
    @WithDefault("50")
    int mostFacetValues();
}
