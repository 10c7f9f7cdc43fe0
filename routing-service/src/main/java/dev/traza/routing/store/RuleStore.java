package dev.traza.routing.store;

import com.mongodb.MongoWriteException;
import dev.traza.routing.rule.RuleBook;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.bson.Document;

/** Every version of the rules. A version is never changed. */
@Singleton
public class RuleStore {

    private final RoutingDatabase database;

    /** In this database. */
    @Inject
    public RuleStore(RoutingDatabase database) {
        this.database = database;
    }

    /** This version of the rules. */
    public Optional<RuleBook> find(int version) {
        Document document = database.rules().find(Documents.byId(version)).first();
        return Optional.ofNullable(document)
                .map(found -> Documents.read(found.get("book", Document.class), RuleBook.class));
    }

    /** The newest version of the rules; empty in a new database. */
    public Optional<RuleBook> newest() {
        Document document = database.rules()
                .find()
                .projection(new Document("_id", 1))
                .sort(new Document("_id", -1))
                .limit(1)
                .first();
        return document == null ? Optional.empty() : find(Math.toIntExact(Documents.number(document, "_id")));
    }

    /**
     * Adds a version.
     *
     * @return whether it was added; not if there is one with this number
     */
    public boolean add(RuleBook book) {
        try {
            database.rules().insertOne(Documents.byId(book.version()).append("book", Documents.of(book)));
            return true;
        } catch (MongoWriteException e) {
            if (Documents.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }
}
