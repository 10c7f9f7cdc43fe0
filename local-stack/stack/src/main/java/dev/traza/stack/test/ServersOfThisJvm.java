package dev.traza.stack.test;

import dev.traza.stack.process.PartProcess;
import dev.traza.stack.server.KafkaProcess;
import dev.traza.stack.server.MailProcess;
import dev.traza.stack.server.MongoProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts each server at most once in a JVM. Quarkus loads test classes several times in class loaders of their own, so
 * what is running is remembered where all of them see it: in system properties.
 */
final class ServersOfThisJvm {

    private static final String KAFKA = "traza.test.running.kafka";
    private static final String MONGO = "traza.test.running.mongo";
    private static final String MAIL = "traza.test.running.mail";
    private static final String KEYS = "traza.test.running.keys";

    private ServersOfThisJvm() {}

    static TestServers get() {
        return new TestServers(once(KAFKA, ServersOfThisJvm::startKafka), once(MONGO, ServersOfThisJvm::startMongo));
    }

    static TestServers.MailServer mail() {
        String[] ports = once(MAIL, ServersOfThisJvm::startMail).split(":", -1);
        return new TestServers.MailServer(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
    }

    /** The folder of this JVM's signing key. */
    static Path keys() {
        return Path.of(once(KEYS, () -> folder("keys").toString()));
    }

    private static String startKafka() {
        String given = environment("TRAZA_TEST_KAFKA");
        if (given != null) {
            return given;
        }
        if (containers()) {
            return ServersInContainers.startKafka();
        }
        KafkaProcess kafka = KafkaProcess.inFolder(folder("kafka"));
        kafka.start();
        return kafka.bootstrapServers();
    }

    private static String startMongo() {
        String given = environment("TRAZA_TEST_MONGODB_URI");
        if (given != null) {
            return given;
        }
        if (containers()) {
            return ServersInContainers.startMongo();
        }
        MongoProcess mongo = MongoProcess.inFolder(folder("mongo"));
        mongo.start();
        return mongo.connectionString();
    }

    private static String startMail() {
        MailProcess mail = MailProcess.inFolder(folder("mail"));
        mail.start();
        return mail.port() + ":" + mail.imapPort();
    }

    private static boolean containers() {
        return "containers".equals(environment("TRAZA_TEST_INFRA"));
    }

    private static @Nullable String environment(String name) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static String once(String property, Supplier<String> start) {
        // The runtime is the same object for every class loader.
        synchronized (Runtime.getRuntime()) {
            String running = System.getProperty(property);
            if (running == null) {
                running = start.get();
                System.setProperty(property, running);
            }
            return running;
        }
    }

    /** Below the module's target folder, so that a build cleans it and a person finds the logs of a failed test. */
    private static Path folder(String part) {
        Path all = Path.of("target", "test-servers").toAbsolutePath();
        forgetEarlierRuns(all);
        return all.resolve(Long.toString(ProcessHandle.current().pid())).resolve(part);
    }

    private static void forgetEarlierRuns(Path all) {
        if (!Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> runs = Files.list(all)) {
            runs.filter(run ->
                            !run.endsWith(Long.toString(ProcessHandle.current().pid())))
                    .filter(run -> ProcessHandle.of(
                                    Long.parseLong(run.getFileName().toString()))
                            .isEmpty())
                    .forEach(PartProcess::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
