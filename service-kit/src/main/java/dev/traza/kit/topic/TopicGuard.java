package dev.traza.kit.topic;

import dev.traza.contract.topic.TopicSpec;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/**
 * Before anything else starts: creates the topics that are missing and verifies those that exist. A topic with another
 * partition count or a finite retention would silently break numbering, ordering or the record itself, so the service
 * rather does not start.
 */
@ApplicationScoped
public class TopicGuard {

    private static final Logger LOG = Logger.getLogger(TopicGuard.class);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private final TopicsConfig config;
    private final UsedTopics used;
    private final Map<String, Object> kafka;
    private final Clock clock;

    @Inject
    TopicGuard(
            TopicsConfig config,
            UsedTopics used,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Clock clock) {
        this.config = config;
        this.used = used;
        this.kafka = kafka;
        this.clock = clock;
    }

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start)
            throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) CALL_TIMEOUT.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) CALL_TIMEOUT.toMillis() / 2);
        Instant deadline = clock.instant().plus(config.startTimeout());
        Admin admin = Admin.create(settings);
        try {
            while (true) {
                try {
                    createMissing(admin);
                    verify(admin);
                    return;
                } catch (ExecutionException | TimeoutException notYet) {
                    if (clock.instant().isAfter(deadline)) {
                        throw new IllegalStateException(
                                "Kafka at %s did not answer within %s: %s"
                                        .formatted(
                                                settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG),
                                                config.startTimeout(),
                                                notYet),
                                notYet);
                    }
                    LOG.infof("Waiting for Kafka: %s", notYet.getMessage());
                    TimeUnit.MILLISECONDS.sleep(500);
                }
            }
        } finally {
            // Closing without a bound waits for calls that a broker never answers.
            admin.close(CALL_TIMEOUT);
        }
    }

    private void createMissing(Admin admin) throws ExecutionException, TimeoutException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        List<NewTopic> missing = used.topics().stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), config.partitionsOf(topic), config.replicationFactor())
                        .configs(topic.settings()))
                .toList();
        for (Map.Entry<String, KafkaFuture<Void>> creation :
                admin.createTopics(missing).values().entrySet()) {
            try {
                creation.getValue().get(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                LOG.infof("Created the topic %s", creation.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // another service was quicker
                    throw e;
                }
            }
        }
    }

    private void verify(Admin admin) throws ExecutionException, TimeoutException, InterruptedException {
        List<String> names = used.topics().stream().map(TopicSpec::name).toList();
        Map<String, TopicDescription> described =
                admin.describeTopics(names).allTopicNames().get(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        Map<ConfigResource, Config> settings = admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .collect(Collectors.toSet()))
                .all()
                .get(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        List<String> wrong = new ArrayList<>();
        for (TopicSpec topic : used.topics()) {
            int partitions = Optional.ofNullable(described.get(topic.name()))
                    .map(description -> description.partitions().size())
                    .orElse(0);
            if (partitions != config.partitionsOf(topic)) {
                wrong.add("%s has %d partitions, not the %d of traza.topics.partitions"
                        .formatted(topic.name(), partitions, config.partitionsOf(topic)));
            }
            Config present = settings.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
            topic.settings().forEach((name, wanted) -> {
                ConfigEntry entry = present == null ? null : present.get(name);
                String value = entry == null ? "(unset)" : entry.value();
                if (!wanted.equals(value)) {
                    wrong.add("%s has %s=%s, not %s".formatted(topic.name(), name, value, wanted));
                }
            });
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(
                    "Topics are not as they have to be, so nothing was started: " + String.join("; ", wrong));
        }
    }
}
