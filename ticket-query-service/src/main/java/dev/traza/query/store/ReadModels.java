package dev.traza.query.store;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/**
 * The collections of this generation of the read models. Their names end with the generation: a release whose folds
 * differ counts it up, finds nothing, and builds its own from the log, while nodes of the old release still serve theirs.
 */
@Singleton
public class ReadModels {

    /** Count it up whenever stored views would come out differently from the same log. */
    private static final String GENERATION = "_v2";

    private static final int COMMAND_NOT_FOUND = 59;

    private static final String COMMANDS = "commands_";

    private final MongoDatabase database;

    /** Made by the container. */
    @Inject
    public ReadModels(MongoClient client, StoreConfig config) {
        database = client.getDatabase(config.database());
    }

    /** One view a ticket, by ticket id. */
    MongoCollection<Document> tickets() {
        return database.getCollection("tickets" + GENERATION);
    }

    /** The ticket id by number. */
    MongoCollection<Document> numbers() {
        return database.getCollection("numbers" + GENERATION);
    }

    /** Pages of events, by ticket id, log and page. */
    MongoCollection<Document> timeline() {
        return database.getCollection("timeline" + GENERATION);
    }

    /** The next offset of each partition, by feed, topic and partition. */
    MongoCollection<Document> positions() {
        return database.getCollection("positions" + GENERATION);
    }

    /** What became of the commands of one day, by command id. */
    MongoCollection<Document> commands(String day) {
        return database.getCollection(COMMANDS + day);
    }

    /** The days for which there are commands. */
    List<String> commandDays() {
        return database.listCollectionNames().into(new ArrayList<>()).stream()
                .filter(name -> name.startsWith(COMMANDS))
                .map(name -> name.substring(COMMANDS.length()))
                .sorted()
                .toList();
    }

    /** Whether the server is a member of a replica set. */
    boolean onReplicaSet() {
        try {
            return database.runCommand(new Document("hello", 1)).containsKey("setName");
        } catch (MongoCommandException e) {
            if (e.getCode() == COMMAND_NOT_FOUND) {
                return false; // the embedded server does not even know the question
            }
            throw e;
        }
    }
}
