package dev.traza.stack.service;

import dev.traza.stack.process.JavaProgram;
import dev.traza.stack.process.Lifetime;
import dev.traza.stack.process.PartFailed;
import dev.traza.stack.process.PartProcess;
import dev.traza.stack.process.Ports;
import dev.traza.stack.process.Urgency;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of Traza's services, as it was packaged for production. */
public final class ServiceProcess extends PartProcess {

    /** System property with the seconds that a service may take to start, for a machine that does many other things. */
    public static final String START_WITHIN_PROPERTY = "traza.start-within-seconds";

    /** Five services start at once on two cores, and the first start makes all topics. */
    private static final int START_WITHIN_SECONDS = 180;

    /** A service finishes what it accepted before it ends. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    private static final int ASK_WITHIN_MILLIS = 2_000;

    private final String service;
    private final int port;
    private final Surroundings surroundings;

    /**
     * @param service the module's name, for example {@code sla-service}
     * @param name of this instance; the service's own name when there is only one
     * @param folder where it keeps its state
     * @param log file for its output
     * @param port it answers HTTP on
     */
    public ServiceProcess(
            String service,
            String name,
            Path folder,
            Path log,
            int port,
            Surroundings surroundings,
            Lifetime lifetime) {
        super(name, folder, log, lifetime);
        this.service = service;
        this.port = port;
        this.surroundings = surroundings;
    }

    /** What is the same for all services of a stack. */
    public record Surroundings(
            String bootstrapServers,
            String mongoConnectionString,
            String smtpHost,
            int smtpPort,
            Path verificationKey,
            int partitions,
            Map<String, String> more) {

        /** Makes the map unchangeable. */
        public Surroundings {
            more = Map.copyOf(more);
        }
    }

    /** The address that its API is below. */
    public URI url() {
        return URI.create("http://" + Ports.LOCALHOST + ":" + port);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    protected JavaProgram program() {
        Path application = checkout().root().resolve(service).resolve("target/quarkus-app");
        Path runner = application.resolve("quarkus-run.jar");
        if (!Files.exists(runner)) {
            throw new PartFailed(service + " is not built: run ./traza build");
        }
        return new JavaProgram(
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                List.of(runner.toString()),
                List.of(
                        "-Xms112m",
                        "-Xmx192m",
                        // Most of what a record or a request needs is garbage right after; with the default size a
                        // busy service collects ten times a second.
                        "-Xmn64m",
                        // A service without memory does nothing well; a supervisor or a person starts it again.
                        "-XX:+ExitOnOutOfMemoryError",
                        // RocksDB's, Netty's and Lucene's ways to memory outside of the heap.
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        // As in the runner's manifest, which counts with -jar only; without the first, worker threads
                        // die.
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"),
                List.of(),
                urgency());
    }

    private Urgency urgency() {
        return switch (service) {
            case "ticket-query-service" -> Urgency.SHOWS;
            case "routing-service", "sla-service", "notification-service" -> Urgency.FOLLOWS;
            default -> Urgency.ANSWERS;
        };
    }

    @Override
    protected Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", Ports.LOCALHOST);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", surroundings.bootstrapServers());
        environment.put("QUARKUS_MONGODB_CONNECTION_STRING", surroundings.mongoConnectionString());
        environment.put("QUARKUS_MAILER_HOST", surroundings.smtpHost());
        environment.put("QUARKUS_MAILER_PORT", Integer.toString(surroundings.smtpPort()));
        environment.put(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                surroundings.verificationKey().toUri().toString());
        environment.put("TRAZA_STATE_DIR", folder().toString());
        environment.put("TRAZA_TOPICS_PARTITIONS", Integer.toString(surroundings.partitions()));
        environment.put("TRAZA_TOPICS_REPLICATION_FACTOR", "1");
        // No service makes a call that nobody asked for.
        environment.put("AXONIQ_UPDATE_CHECKER_DISABLED", "true");
        environment.putAll(surroundings.more());
        return environment;
    }

    @Override
    protected Duration startWithin() {
        return Duration.ofSeconds(Integer.getInteger(START_WITHIN_PROPERTY, START_WITHIN_SECONDS));
    }

    @Override
    protected Duration stopWithin() {
        return STOP_WITHIN;
    }

    /** Whether its readiness check is up. */
    @Override
    public boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) url().resolve("/q/health/ready").toURL().openConnection();
            connection.setConnectTimeout(ASK_WITHIN_MILLIS);
            connection.setReadTimeout(ASK_WITHIN_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
