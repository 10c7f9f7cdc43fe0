package dev.traza.stack.server;

import dev.traza.stack.process.JavaProgram;
import dev.traza.stack.process.Lifetime;
import dev.traza.stack.process.PartProcess;
import dev.traza.stack.process.Ports;
import dev.traza.stack.process.Urgency;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A real Kafka broker (and controller) on this machine. */
public final class KafkaProcess extends PartProcess {

    private static final Duration ASK_WITHIN = Duration.ofSeconds(3);

    private final int port;
    private final int controllerPort;

    /**
     * @param folder where the log is kept; the same folder again is the same broker again
     * @param log file for its output
     * @param port that clients use
     * @param controllerPort that only the broker itself uses
     */
    public KafkaProcess(Path folder, Path log, int port, int controllerPort, Lifetime lifetime) {
        super("kafka", folder, log, lifetime);
        this.port = port;
        this.controllerPort = controllerPort;
    }

    /** A broker in this folder on free ports that ends with this JVM; not started yet. */
    public static KafkaProcess inFolder(Path folder) {
        return new KafkaProcess(folder, folder.resolve("kafka.log"), Ports.free(), Ports.free(), Lifetime.THIS_JVM);
    }

    /** The value for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return Ports.LOCALHOST + ":" + port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    protected JavaProgram program() throws IOException {
        Path properties = folder().resolve("server.properties");
        Files.writeString(
                properties,
                brokerSettings()
                        + """

                        # This machine.
                        log.dirs=%s
                        listeners=BROKER://%s:%d,CONTROLLER://%s:%d
                        advertised.listeners=BROKER://%s:%d
                        controller.quorum.voters=1@%s:%d
                        """.formatted(
                                        folder().resolve("data").toString().replace('\\', '/'),
                                        Ports.LOCALHOST,
                                        port,
                                        Ports.LOCALHOST,
                                        controllerPort,
                                        Ports.LOCALHOST,
                                        port,
                                        Ports.LOCALHOST,
                                        controllerPort));
        return new JavaProgram(
                "dev.traza.local.kafka.LocalKafka",
                checkout().classPathOf("kafka"),
                List.of("-Xms96m", "-Xmx256m"),
                List.of(properties.toString()),
                Urgency.ANSWERS);
    }

    @Override
    public boolean answers() {
        // A client that is refused the connection writes a warning for every try.
        if (!Ports.isOpen(port)) {
            return false;
        }
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ASK_WITHIN.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ASK_WITHIN.toMillis());
        Admin admin = Admin.create(settings);
        try {
            return !admin.describeCluster()
                    .nodes()
                    .get(ASK_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            // Closing without a bound waits for an answer that something else behind this port never gives.
            admin.close(Duration.ZERO);
        }
    }

    /** The settings that hold on every machine, with the reason beside each. */
    public static String brokerSettings() {
        try (InputStream in = KafkaProcess.class.getResourceAsStream("broker.properties")) {
            if (in == null) {
                throw new IllegalStateException("broker.properties is missing beside " + KafkaProcess.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("broker.properties cannot be read", e);
        }
    }
}
