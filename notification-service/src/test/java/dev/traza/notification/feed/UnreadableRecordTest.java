package dev.traza.notification.feed;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.traza.notification.ShortWaits;
import dev.traza.notification.Wire;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(UnreadableRecordTest.OwnTopic.class)
@QuarkusTestResource(value = TrazaInfrastructure.class, initArgs = @ResourceArg(name = "mail", value = "true"))
class UnreadableRecordTest {

    private static final String TOPIC = "unreadable-" + System.nanoTime();

    @SuppressWarnings("NullAway.Init") // injected before each test
    TestServers servers;

    @Test
    void aRecordThatCannotBeReadStopsTheFeedInSightOfEverybody() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers.bootstrapServers()));
                Wire wire = new Wire(servers.bootstrapServers())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            wire.raw(new ProducerRecord<>(TOPIC, "k", "secret words".getBytes(StandardCharsets.UTF_8)));
        }

        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'feeds' }.status", equalTo("DOWN"))
                .body(
                        "checks.find { it.name == 'feeds' }.data.'ticket-events'",
                        containsString("failed: record " + TOPIC + "-0@0")));
    }

    /** The other tests' topic must stay readable. */
    public static final class OwnTopic implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(new ShortWaits().getConfigOverrides());
            overrides.put("mp.messaging.incoming.ticket-events.topic", TOPIC);
            overrides.put("mp.messaging.incoming.ticket-events.group.id", TOPIC);
            overrides.put("mp.messaging.incoming.ticket-events.metadata.max.age.ms", "1000");
            overrides.put("traza.notification.database", "traza_notification_unreadable");
            return overrides;
        }
    }
}
