package dev.traza.kit.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.contract.topic.TopicSpec;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import io.quarkus.runtime.StartupEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

@WithServers
class TopicGuardTest {

    private static final Map<String, String> KEPT_FOR_EVER = Map.of("cleanup.policy", "delete", "retention.ms", "-1");

    @Test
    void aMissingTopicIsCreatedAsTheContractSays(TestServers servers) throws Exception {
        // given
        TopicSpec topic = spec(KEPT_FOR_EVER);
        // when
        guard(servers.bootstrapServers(), 3, topic).onStart(new StartupEvent());
        // then
        try (Admin admin = admin(servers)) {
            assertThat(admin.describeTopics(List.of(topic.name()))
                            .allTopicNames()
                            .get())
                    .hasEntrySatisfying(topic.name(), description -> assertThat(description.partitions())
                            .hasSize(3));
        }
    }

    @Test
    void anExistingTopicThatIsAsItShouldBeIsLeftAlone(TestServers servers) throws Exception {
        // given
        TopicSpec topic = spec(KEPT_FOR_EVER);
        guard(servers.bootstrapServers(), 3, topic).onStart(new StartupEvent());
        // when, then: a second service starts as well
        guard(servers.bootstrapServers(), 3, topic).onStart(new StartupEvent());
    }

    @Test
    void anotherPartitionCountStopsTheStart(TestServers servers) throws Exception {
        // given
        TopicSpec topic = spec(KEPT_FOR_EVER);
        guard(servers.bootstrapServers(), 3, topic).onStart(new StartupEvent());
        // when, then
        assertThatThrownBy(() -> guard(servers.bootstrapServers(), 4, topic).onStart(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(topic.name() + " has 3 partitions, not the 4");
    }

    @Test
    void aTopicThatWouldForgetStopsTheStart(TestServers servers) throws Exception {
        // given
        TopicSpec topic = spec(KEPT_FOR_EVER);
        try (Admin admin = admin(servers)) {
            admin.createTopics(List.of(
                            new NewTopic(topic.name(), 3, (short) 1).configs(Map.of("retention.ms", "604800000"))))
                    .all()
                    .get();
        }
        // when, then
        assertThatThrownBy(() -> guard(servers.bootstrapServers(), 3, topic).onStart(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("retention.ms=604800000, not -1");
    }

    @Test
    void aBrokerThatIsAwayStopsTheStartAfterTheBound() {
        // given
        String nobody = "127.0.0.1:1";
        // when, then
        assertThatThrownBy(() -> guard(nobody, 3, spec(KEPT_FOR_EVER)).onStart(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not answer within");
    }

    private static TopicSpec spec(Map<String, String> settings) {
        return new TopicSpec("guarded-" + UUID.randomUUID(), true, settings);
    }

    private static Admin admin(TestServers servers) {
        return Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()));
    }

    private static TopicGuard guard(String bootstrapServers, int partitions, TopicSpec topic) {
        TopicsConfig config = new TopicsConfig() {
            @Override
            public int partitions() {
                return partitions;
            }

            @Override
            public short replicationFactor() {
                return 1;
            }

            @Override
            public Duration startTimeout() {
                return Duration.ofSeconds(1);
            }
        };
        return new TopicGuard(
                config,
                new UsedTopics(List.of(topic)),
                Map.of("bootstrap.servers", bootstrapServers),
                Clock.systemUTC());
    }
}
