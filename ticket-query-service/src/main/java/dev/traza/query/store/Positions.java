package dev.traza.query.store;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.traza.query.log.LogPartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;

/** The feeds' places in the log, in the same database as what the feeds made of it: they get lost together. */
final class Positions {

    private static final String NEXT = "next";

    private final ReadModels models;
    private final String feed;

    Positions(ReadModels models, String feed) {
        this.models = models;
        this.feed = feed;
    }

    Map<LogPartition, Long> of(Collection<LogPartition> partitions) {
        Map<String, LogPartition> byId = partitions.stream().collect(Collectors.toMap(this::id, Function.identity()));
        Map<LogPartition, Long> positions = new HashMap<>();
        for (Document kept : models.positions().find(Filters.in(Documents.ID, byId.keySet()))) {
            positions.put(Objects.requireNonNull(byId.get(kept.getString(Documents.ID))), kept.getLong(NEXT));
        }
        return positions;
    }

    void put(Map<LogPartition, Long> next) {
        if (next.isEmpty()) {
            return;
        }
        List<UpdateOneModel<Document>> updates = next.entrySet().stream()
                .map(entry -> new UpdateOneModel<Document>(
                        Filters.eq(Documents.ID, id(entry.getKey())),
                        Updates.set(NEXT, entry.getValue()),
                        new UpdateOptions().upsert(true)))
                .toList();
        models.positions().bulkWrite(updates, new BulkWriteOptions().ordered(false));
    }

    private String id(LogPartition partition) {
        return feed + ":" + partition.key();
    }
}
