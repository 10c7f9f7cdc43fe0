package dev.traza.notification.feed;

import dev.traza.kit.feed.Feed;
import dev.traza.notification.feed.FeedPositions.Position;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** Where one feed of this instance stands. */
final class Stand {

    private final Feed feed;
    private final Map<TopicPartition, Position> positions = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> targets = new ConcurrentHashMap<>();
    private volatile boolean assigned;
    private volatile boolean busy;
    private volatile boolean caughtUp;

    Stand(Feed feed) {
        this.feed = feed;
    }

    String topic() {
        return feed.name();
    }

    /** Partitions are this instance's now, with the ends that they have now. */
    void assigned(Map<TopicPartition, Position> from, Map<TopicPartition, Long> ends) {
        positions.putAll(from);
        if (!caughtUp) {
            targets.putAll(ends);
        }
        assigned = true;
    }

    boolean isQuiet(TopicPartition partition, long offset) {
        Position position = positions.get(partition);
        return position != null && offset < position.quietBelow();
    }

    Position advance(TopicPartition partition, long next) {
        Position position = new Position(
                next, positions.getOrDefault(partition, new Position(0, 0)).quietBelow());
        positions.put(partition, position);
        feed.position(partition.partition(), next);
        return position;
    }

    void begins() {
        busy = true;
    }

    void goesOn() {
        busy = false;
        feed.enter(caughtUp ? new Feed.State.Following() : new Feed.State.CatchingUp());
    }

    void waits(String because) {
        feed.enter(new Feed.State.Waiting(because));
    }

    void failed(String because) {
        feed.enter(new Feed.State.Failed(because));
    }

    boolean hasCaughtUp() {
        return caughtUp;
    }

    /** Whether a partition's consumer is to be asked for its place at all yet. */
    boolean isAssigned() {
        return assigned;
    }

    /** Compares where the consumer is with where the log ended at the start. */
    void compare(Map<TopicPartition, Long> consumerPositions) {
        boolean there = targets.entrySet().stream()
                .allMatch(target -> consumerPositions.getOrDefault(target.getKey(), Long.MAX_VALUE)
                        >= target.getValue()); // a partition that went elsewhere is another's concern
        if (there && !busy) {
            caughtUp = true;
            targets.clear();
            feed.enter(new Feed.State.Following());
        }
    }
}
