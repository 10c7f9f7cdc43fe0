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
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("Which properties file? Usage: LocalKafka <server.properties>");
            System.exit(2);
        }
        String file = arguments[0];
        if (!Files.exists(dataFolder(Path.of(file)).resolve("meta.properties"))) {
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
        Kafka.main(new String[] {file});
    }

    private static Path dataFolder(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        String folder = properties.getProperty("log.dirs");
        if (folder == null) {
            throw new IllegalArgumentException("log.dirs is missing in " + file);
        }
        return Path.of(folder);
    }
}
