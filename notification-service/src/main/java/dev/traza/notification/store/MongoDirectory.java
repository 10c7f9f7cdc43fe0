package dev.traza.notification.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.max;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.notification.ticket.Directory;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** One document an entry; an entry that was removed stays as a tombstone, so that an older state cannot come back. */
public final class MongoDirectory implements Directory {

    private static final String STATE = "state";
    private static final String OFFSET = "offset";
    private static final String ENTRY = "entry";

    private final MongoCollection<Document> entries;

    /** In this database. */
    public MongoDirectory(MongoDatabase database) {
        entries = database.getCollection("directory");
    }

    @Override
    public Optional<DirectoryEntry.Agent> agent(String id) {
        return find("agent:" + id, DirectoryEntry.Agent.class);
    }

    @Override
    public Optional<DirectoryEntry.Team> team(String id) {
        return find("team:" + id, DirectoryEntry.Team.class);
    }

    @Override
    public void put(String key, long offset, @Nullable DirectoryEntry entry) {
        Document state = new Document(OFFSET, offset); // first, since values compare field by field
        if (entry != null) {
            state.append(ENTRY, MongoCollections.documentOf(entry));
        }
        entries.updateOne(eq(MongoCollections.ID, key), max(STATE, state), MongoCollections.UPSERT);
    }

    private <T extends DirectoryEntry> Optional<T> find(String key, Class<T> type) {
        return Optional.ofNullable(entries.find(eq(MongoCollections.ID, key)).first())
                .map(found -> found.get(STATE, Document.class).get(ENTRY, Document.class))
                .map(entry -> MongoCollections.read(entry, DirectoryEntry.class))
                .filter(type::isInstance)
                .map(type::cast);
    }
}
