package dev.traza.stack.server;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.traza.stack.process.JavaProgram;
import dev.traza.stack.process.Lifetime;
import dev.traza.stack.process.PartProcess;
import dev.traza.stack.process.Ports;
import dev.traza.stack.process.Urgency;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** A server that speaks MongoDB's wire protocol, on this machine. */
public final class MongoProcess extends PartProcess {

    private static final int ASK_WITHIN_MILLIS = 2_000;

    private final int port;

    /**
     * @param folder where the documents are kept
     * @param log file for its output
     * @param port that clients use
     */
    public MongoProcess(Path folder, Path log, int port, Lifetime lifetime) {
        super("mongo", folder, log, lifetime);
        this.port = port;
    }

    /** A server in this folder on a free port that ends with this JVM; not started yet. */
    public static MongoProcess inFolder(Path folder) {
        return new MongoProcess(folder, folder.resolve("mongo.log"), Ports.free(), Lifetime.THIS_JVM);
    }

    /** The connection string for the driver. */
    public String connectionString() {
        return "mongodb://" + Ports.LOCALHOST + ":" + port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    protected JavaProgram program() {
        return new JavaProgram(
                "dev.traza.local.mongo.LocalMongo",
                checkout().classPathOf("mongo"),
                List.of(
                        "-Xms64m",
                        "-Xmx192m",
                        // Netty's and H2's ways to memory outside of the heap.
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED"),
                List.of(Ports.LOCALHOST, Integer.toString(port), folder().toString()),
                Urgency.SHOWS);
    }

    @Override
    public boolean answers() {
        if (!Ports.isOpen(port)) {
            return false;
        }
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.hosts(List.of(new ServerAddress(Ports.LOCALHOST, port)))
                        .serverSelectionTimeout(ASK_WITHIN_MILLIS, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(ASK_WITHIN_MILLIS, TimeUnit.MILLISECONDS)
                        .readTimeout(ASK_WITHIN_MILLIS, TimeUnit.MILLISECONDS))
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            client.getDatabase("admin").runCommand(new Document("ping", 1));
            return true;
        } catch (MongoException notYet) {
            return false;
        }
    }
}
