package dev.traza.routing.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.bson.Document;

/** The collections. Whatever is read or written often is read and written by {@code _id} alone. */
@Singleton
public class RoutingDatabase {

    private final MongoDatabase database;

    @Inject
    RoutingDatabase(MongoClient client, StoreConfig config) {
        this(client, config.database());
    }

    /** A database of this name. */
    public RoutingDatabase(MongoClient client, String name) {
        database = client.getDatabase(name);
    }

    /** Makes the one index that guards something; may be repeated. */
    public void prepare() {
        // Two instances that decide on the same ticket at once would use the same number: one of them is refused.
        ledger().createIndex(new Document("ticketId", 1).append("sequence", 1), new IndexOptions().unique(true));
    }

    MongoCollection<Document> tickets() {
        return database.getCollection("tickets");
    }

    MongoCollection<Document> numbers() {
        return database.getCollection("numbers");
    }

    MongoCollection<Document> ledger() {
        return database.getCollection("ledger");
    }

    MongoCollection<Document> workloads() {
        return database.getCollection("workloads");
    }

    MongoCollection<Document> directory() {
        return database.getCollection("directory");
    }

    MongoCollection<Document> rules() {
        return database.getCollection("rules");
    }

    MongoCollection<Document> positions() {
        return database.getCollection("positions");
    }

    MongoCollection<Document> meta() {
        return database.getCollection("meta");
    }
}
