package dev.traza.stack.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Real servers for a {@code @QuarkusTest}: {@code @QuarkusTestResource(TrazaInfrastructure.class)}, with
 * {@code @ResourceArg(name = "mail", value = "true")} when it sends mail. One Kafka and one MongoDB-compatible server
 * serve all tests of a JVM, so that they are started once; they end with the JVM.
 */
public final class TrazaInfrastructure implements QuarkusTestResourceLifecycleManager {

    /** Enough for work in parallel and for numbers from several partitions, few enough to be made quickly. */
    private static final String PARTITIONS = "4";

    private boolean withMail;

    @Override
    public void init(Map<String, String> arguments) {
        withMail = Boolean.parseBoolean(arguments.getOrDefault("mail", "false"));
    }

    @Override
    public Map<String, String> start() {
        TestServers servers = ServersOfThisJvm.get();
        Map<String, String> configuration = new HashMap<>();
        configuration.put("kafka.bootstrap.servers", servers.bootstrapServers());
        configuration.put("quarkus.mongodb.connection-string", servers.mongoConnectionString());
        configuration.put(
                "mp.jwt.verify.publickey.location",
                Tokens.verificationKey().toUri().toString());
        configuration.put("traza.topics.partitions", PARTITIONS);
        configuration.put("traza.topics.replication-factor", "1");
        if (withMail) {
            TestServers.MailServer mail = servers.mail();
            configuration.put("quarkus.mailer.host", mail.host());
            configuration.put("quarkus.mailer.port", Integer.toString(mail.smtpPort()));
            // In tests Quarkus keeps mail to itself unless it is told to send it.
            configuration.put("quarkus.mailer.mock", "false");
        }
        return configuration;
    }

    @Override
    public void stop() {
        // The next test class uses the same servers.
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                ServersOfThisJvm.get(), field -> field.getType().equals(TestServers.class));
    }
}
