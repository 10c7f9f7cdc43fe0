package dev.traza.query.store;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;

/**
 * The collections of one generation of the read models. Their names end with the generation: a release whose folds
 * differ counts it up, finds nothing, and builds its own from the log, while nodes of the old release still serve theirs.
 * A rebuild adds a number: {@code tickets_v3} is the first that this release makes, {@code tickets_v3_3} the third.
 */
@Singleton
public class ReadModels {

    /** Count it up whenever stored views would come out differently from the same log. */
    private static final String GENERATION = "_v3";

    private static final int COMMAND_NOT_FOUND = 59;

    private static final String COMMANDS = "commands_";

    private static final List<String> OF_TICKETS = List.of("tickets", "numbers", "timeline");

    private static final String POSITIONS = "positions";

    /** The name of a collection of any generation of the ticket views, of this release or another. */
    private static final Pattern NAMED = Pattern.compile("(?:tickets|numbers|timeline)_(v[0-9]+(?:_[0-9]+)?)");

    private final MongoDatabase database;
    private final String generation;

    /** The first generation of this release, by the container. */
    @Inject
    public ReadModels(MongoClient client, StoreConfig config) {
        this(client.getDatabase(config.database()), GENERATION);
    }

    private ReadModels(MongoDatabase database, String generation) {
        this.database = database;
        this.generation = generation;
    }

    /** The collections of another generation that this release makes, counted from 1. */
    public ReadModels generation(int number) {
        return new ReadModels(database, number == 1 ? GENERATION : GENERATION + "_" + number);
    }

    /** What tells this release's generations from those of releases whose folds differ, as in {@code v2}. */
    public static String release() {
        return GENERATION.substring(1);
    }

    /** The generations of which there is a collection, as their names end: {@code v2}, {@code v2_3}. */
    public SortedSet<String> generations() {
        SortedSet<String> found = new TreeSet<>();
        for (String name : database.listCollectionNames()) {
            Matcher named = NAMED.matcher(name);
            if (named.matches()) {
                found.add(named.group(1));
            }
        }
        return found;
    }

    /**
     * Drops the views, numbers and timelines of a generation, and how far they were. The first generation of a release
     * shares its positions with feeds that have no generations; those stay.
     *
     * @param named as {@link #generations} names it
     */
    public void drop(String named) {
        OF_TICKETS.forEach(kind -> database.getCollection(kind + "_" + named).drop());
        MongoCollection<Document> positions = database.getCollection(POSITIONS + "_" + named);
        if (named.equals(release())) {
            var unused = positions.deleteMany(Filters.regex(Documents.ID, "^" + OF_TICKETS.getFirst() + ":"));
        } else {
            positions.drop();
        }
    }

    /** What generations there are and what becomes of them; one for all releases. */
    public MongoCollection<Document> states() {
        return database.getCollection("projections");
    }

    /** One view a ticket, by ticket id. */
    MongoCollection<Document> tickets() {
        return database.getCollection("tickets" + generation);
    }

    /** The ticket id by number. */
    MongoCollection<Document> numbers() {
        return database.getCollection("numbers" + generation);
    }

    /** Pages of events, by ticket id, log and page. */
    MongoCollection<Document> timeline() {
        return database.getCollection("timeline" + generation);
    }

    /** The next offset of each partition, by feed, topic and partition. */
    MongoCollection<Document> positions() {
        return database.getCollection("positions" + generation);
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
