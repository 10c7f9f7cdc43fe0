package dev.traza.notification.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.max;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.traza.notification.feed.FeedPositions;
import java.util.Optional;
import org.bson.Document;

/** One document a partition. */
public final class MongoFeedPositions implements FeedPositions {

    private static final String NEXT = "next";
    private static final String QUIET_BELOW = "quietBelow";

    private final MongoCollection<Document> positions;

    /** In this database. */
    public MongoFeedPositions(MongoDatabase database) {
        positions = database.getCollection("positions");
    }

    @Override
    public Optional<Position> find(String topic, int partition) {
        return Optional.ofNullable(positions
                        .find(eq(MongoCollections.ID, key(topic, partition)))
                        .first())
                .map(found -> new Position(found.getLong(NEXT), found.getLong(QUIET_BELOW)));
    }

    @Override
    public void save(String topic, int partition, Position position) {
        positions.updateOne(
                eq(MongoCollections.ID, key(topic, partition)),
                combine(max(NEXT, position.next()), max(QUIET_BELOW, position.quietBelow())),
                MongoCollections.UPSERT);
    }

    private static String key(String topic, int partition) {
        return topic + ":" + partition;
    }
}
