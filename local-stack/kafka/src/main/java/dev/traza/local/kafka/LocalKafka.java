package dev.traza.local.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Starts the broker that a properties file describes and formats its folder when it has none yet. It runs until the
 * process is told to end, and then writes what it holds and leaves the folder clean.
 */
public final class LocalKafka {

    private LocalKafka() {}

    /**
     * @param arguments the broker's properties file; {@code log.dirs} in it must name exactly one folder
     * @throws IOException when the file cannot be read
     * @throws InterruptedException when the process is interrupted while it prepares a start after a kill
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            System.err.println("Which properties file? Usage: LocalKafka <server.properties>");
            System.exit(2);
        }
        Properties properties = read(Path.of(arguments[0]));
        Path data = Path.of(properties.getProperty("log.dirs"));
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(arguments[0]);
        } else if (AfterKill.happened(data)) {
            AfterKill.fenceEarlierIncarnation(properties);
        }
        Kafka.main(arguments);
    }

    private static void format(String file) {
        int outcome = StorageTool.execute(
                new String[] {
                    // Whatever an interrupted first start left behind belongs to nobody.
                    "format",
                    "--ignore-formatted",
                    "--cluster-id",
                    Uuid.randomUuid().toString(),
                    "--config",
                    file
                },
                System.out);
        if (outcome != 0) {
            System.exit(outcome);
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        if (properties.getProperty("log.dirs") == null) {
            throw new IllegalArgumentException("log.dirs is missing in " + file);
        }
        return properties;
    }
}
