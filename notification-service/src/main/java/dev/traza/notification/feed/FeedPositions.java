package dev.traza.notification.feed;

import java.util.Optional;

/** How far this ledger has read, kept beside what was written from it, so that the two cannot disagree. */
public interface FeedPositions {

    /** The place in a partition; empty when nothing of it is in this ledger. */
    Optional<Position> find(String topic, int partition);

    /** Remembers a place; one behind what is already remembered changes nothing. */
    void save(String topic, int partition, Position position);

    /**
     * @param next offset of the next record
     * @param quietBelow records below this offset were handled by an earlier ledger that is lost; nobody is told of them
     */
    record Position(long next, long quietBelow) {}
}
