package dev.traza.routing.store;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.UpdateOptions;
import dev.traza.routing.desk.Agent;
import dev.traza.routing.desk.Desk;
import dev.traza.routing.desk.Team;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Desks, teams and agents: the truth, of which the topic {@code routing-directory} is a copy. Each entry remembers which
 * of its versions has been published.
 */
@Singleton
public class DirectoryStore {

    private static final String VERSION = "version";
    private static final String PUBLISHED = "published";
    private static final String BODY = "body";
    private static final String REVISION = "revision";

    private final RoutingDatabase database;

    /** In this database. */
    @Inject
    public DirectoryStore(RoutingDatabase database) {
        this.database = database;
    }

    /** What an entry can be. */
    public enum Kind {
        DESK(Desk.class),
        TEAM(Team.class),
        AGENT(Agent.class);

        private final Class<?> type;

        Kind(Class<?> type) {
            this.type = type;
        }

        /** As in keys: {@code desk}, {@code team}, {@code agent}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** The key of the entry with this id. */
        public String key(String id) {
            return word() + ":" + id;
        }
    }

    /**
     * An entry.
     *
     * @param version counts its changes, from 1
     * @param value a {@link Desk}, {@link Team} or {@link Agent}; absent when it was removed and this has not been
     *     published yet
     */
    public record Entry(
            String key,
            Kind kind,
            long version,
            long published,
            @Nullable Object value) {

        /** Whether the topic may not know of it yet. */
        public boolean unpublished() {
            return published < version;
        }
    }

    /** Everything; the organisation is small. */
    public List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        for (Document document : database.directory().find()) {
            entries.add(read(document));
        }
        return entries;
    }

    /** One entry. */
    public Optional<Entry> find(Kind kind, String id) {
        return Optional.ofNullable(
                        database.directory().find(Documents.byId(kind.key(id))).first())
                .map(DirectoryStore::read);
    }

    /**
     * Writes the next version of an entry.
     *
     * @param present what is there; absent for a new entry
     * @param value absent to remove it
     * @return the version written; empty when another write was quicker
     */
    public Optional<Entry> write(Kind kind, String id, @Nullable Entry present, @Nullable Object value) {
        String key = kind.key(id);
        long version = present == null ? 1 : present.version() + 1;
        Document fields = new Document("kind", kind.name())
                .append(VERSION, version)
                .append(BODY, value == null ? null : Documents.of(value));
        boolean written;
        if (present == null) {
            written = inserted(Documents.byId(key).append(PUBLISHED, 0L), fields);
        } else {
            written = database.directory()
                            .updateOne(
                                    Documents.byId(key).append(VERSION, present.version()),
                                    new Document("$set", fields))
                            .getMatchedCount()
                    == 1;
        }
        if (!written) {
            return Optional.empty();
        }
        countChange();
        return Optional.of(new Entry(key, kind, version, present == null ? 0 : present.published(), value));
    }

    /**
     * This version is on the topic. A removed entry ends here.
     *
     * @return whether it is still the newest; if not, the newest must be published (again), because the topic may now end
     *     with the older one
     */
    public boolean markPublished(Entry entry) {
        Document filter = Documents.byId(entry.key()).append(VERSION, entry.version());
        return entry.value() == null
                ? database.directory().deleteOne(filter).getDeletedCount() == 1
                : database.directory()
                                .updateOne(filter, new Document("$set", new Document(PUBLISHED, entry.version())))
                                .getMatchedCount()
                        == 1;
    }

    /** Changes whenever anything in the directory has changed. */
    public long revision() {
        Document document = database.meta().find(Documents.byId("directory")).first();
        return document == null ? 0 : Documents.number(document, REVISION);
    }

    /** Makes every instance read the directory again. */
    public void countChange() {
        database.meta()
                .updateOne(
                        Documents.byId("directory"),
                        new Document("$inc", new Document(REVISION, 1L)),
                        new UpdateOptions().upsert(true));
    }

    private boolean inserted(Document document, Document fields) {
        document.putAll(fields);
        try {
            database.directory().insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (Documents.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private static Entry read(Document document) {
        Kind kind = Kind.valueOf(document.getString("kind"));
        Document body = document.get(BODY, Document.class);
        return new Entry(
                document.getString("_id"),
                kind,
                Documents.number(document, VERSION),
                Documents.number(document, PUBLISHED),
                body == null ? null : Documents.read(body, kind.type));
    }
}
