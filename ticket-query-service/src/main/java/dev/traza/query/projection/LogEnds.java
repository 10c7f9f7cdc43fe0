package dev.traza.query.projection;

import dev.traza.query.log.LogPartition;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** How long the log is, as a reader sees it; and the names under which nodes share it. */
@Singleton
public class LogEnds {

    private static final Logger LOG = Logger.getLogger(LogEnds.class);
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final Admin admin;

    /** Made by the container. */
    @Inject
    public LogEnds(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "query-projections");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) WITHIN.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) WITHIN.toMillis() / 2);
        admin = Admin.create(settings);
    }

    /** The offset after the last record of each partition that may be read: what transactions hold back is not counted. */
    public Map<LogPartition, Long> of(Collection<String> topics) throws LogAwayException, InterruptedException {
        try {
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get(WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((topic, described) -> described
                            .partitions()
                            .forEach(partition ->
                                    wanted.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
            Map<LogPartition, Long> ends = new HashMap<>();
            for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> end : admin.listOffsets(
                            wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get(WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .entrySet()) {
                ends.put(
                        new LogPartition(end.getKey().topic(), end.getKey().partition()),
                        end.getValue().offset());
            }
            return ends;
        } catch (ExecutionException | TimeoutException e) {
            throw new LogAwayException(e);
        }
    }

    /** Removes what Kafka remembers of a group of readers that are gone. It forgets by itself too, only later. */
    public void forgetGroup(String group) throws InterruptedException {
        try {
            admin.deleteConsumerGroups(List.of(group)).all().get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf(e, "Kafka forgets the group %s by itself", group);
        }
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
