package dev.traza.stack.test;

import dev.traza.stack.server.KafkaProcess;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The same two servers as containers of their makers' images. Testcontainers removes them when this JVM has ended. A
 * class of its own, so that Testcontainers is loaded only when it is asked for.
 */
final class ServersInContainers {

    private static final String KAFKA_IMAGE = "apache/kafka:4.3.1";
    private static final String MONGO_IMAGE = "mongo:8";

    private ServersInContainers() {}

    // Nobody closes them: they live as long as this JVM.
    @SuppressWarnings("resource")
    static String startKafka() {
        KafkaContainer kafka = new KafkaContainer(image("TRAZA_TEST_KAFKA_IMAGE", KAFKA_IMAGE, "apache/kafka"))
                .withEnv(brokerEnvironment());
        kafka.start();
        return kafka.getBootstrapServers();
    }

    @SuppressWarnings("resource")
    static String startMongo() {
        MongoDBContainer mongo = new MongoDBContainer(image("TRAZA_TEST_MONGODB_IMAGE", MONGO_IMAGE, "mongo"));
        mongo.start();
        return mongo.getConnectionString();
    }

    private static DockerImageName image(String variable, String usual, String like) {
        return DockerImageName.parse(
                        Optional.ofNullable(System.getenv(variable)).orElse(usual))
                .asCompatibleSubstituteFor(like);
    }

    /** The broker's settings as the image takes them, without those that the container makes for itself. */
    static Map<String, String> brokerEnvironment() {
        Properties settings = new Properties();
        try {
            settings.load(new StringReader(KafkaProcess.brokerSettings()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> environment = new HashMap<>();
        for (String name : settings.stringPropertyNames()) {
            if (!name.contains("listener") && !name.equals("process.roles") && !name.equals("node.id")) {
                environment.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), settings.getProperty(name));
            }
        }
        return environment;
    }
}
