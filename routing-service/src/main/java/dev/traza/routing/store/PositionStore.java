package dev.traza.routing.store;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;

/** How far the log has been worked off, kept beside its results so that losing one loses both. */
@Singleton
public class PositionStore {

    private static final String NEXT = "next";

    private final RoutingDatabase database;

    /** In this database. */
    @Inject
    public PositionStore(RoutingDatabase database) {
        this.database = database;
    }

    /** The next offset to be worked off, for those of these partitions that have been begun. */
    public Map<TopicPartition, Long> load(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> found = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Document document = database.positions()
                    .find(Documents.byId(partition.toString()))
                    .first();
            if (document != null) {
                found.put(partition, Documents.number(document, NEXT));
            }
        }
        return found;
    }

    /** Everything before these offsets has been worked off. */
    public void save(Map<TopicPartition, Long> next) {
        if (next.isEmpty()) {
            return;
        }
        List<WriteModel<Document>> writes = next.entrySet().stream()
                .<WriteModel<Document>>map(entry -> new UpdateOneModel<>(
                        Documents.byId(entry.getKey().toString()),
                        new Document("$set", new Document(NEXT, entry.getValue())),
                        new UpdateOptions().upsert(true)))
                .toList();
        database.positions().bulkWrite(writes, new BulkWriteOptions().ordered(false));
    }
}
