package dev.traza.bench.stack;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far those behind the commands are behind: records that stand on a topic and were not worked on yet. */
public final class Lag implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 300;

    /** So many looks in a row must show the same. */
    private static final int STILL = 4;

    private final Admin admin;

    /** Of this Kafka's consumers. */
    public Lag(String bootstrapServers) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Records by consumer group, for all groups that put on record where they are. */
    public Map<String, Long> now() throws InterruptedException {
        try {
            Map<String, Long> lag = new TreeMap<>();
            for (Map.Entry<String, Map<TopicPartition, OffsetAndMetadata>> group :
                    committed().entrySet()) {
                lag.put(group.getKey(), behind(group.getValue()));
            }
            return lag;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The groups of Kafka cannot be asked for", e.getCause());
        }
    }

    /**
     * Waits until nothing is added to any topic that somebody reads, and nobody goes on reading. That is not the same as a
     * lag of 0, which marks of transactions at the end of a topic can prevent.
     *
     * @param atMost how long; then it comes back although there is no calm
     */
    public void awaitCalm(Duration atMost) throws InterruptedException {
        long giveUp = System.nanoTime() + atMost.toNanos();
        Map<String, Map<TopicPartition, Long>> before = Map.of();
        int still = 0;
        while (still < STILL && System.nanoTime() < giveUp) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            Map<String, Map<TopicPartition, Long>> places = places();
            still = places.equals(before) ? still + 1 : 0;
            before = places;
        }
    }

    private Map<String, Map<TopicPartition, Long>> places() throws InterruptedException {
        try {
            Map<String, Map<TopicPartition, Long>> places = new TreeMap<>();
            Map<TopicPartition, OffsetSpec> read = new HashMap<>();
            for (Map.Entry<String, Map<TopicPartition, OffsetAndMetadata>> group :
                    committed().entrySet()) {
                Map<TopicPartition, Long> offsets = new HashMap<>();
                group.getValue().forEach((partition, offset) -> offsets.put(partition, offset.offset()));
                group.getValue().keySet().forEach(partition -> read.put(partition, OffsetSpec.latest()));
                places.put(group.getKey(), offsets);
            }
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(read).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            places.put("", ends);
            return places;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The groups of Kafka cannot be asked for", e.getCause());
        }
    }

    private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed()
            throws ExecutionException, InterruptedException {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new TreeMap<>();
        for (GroupListing group : admin.listGroups().all().get()) {
            Map<TopicPartition, OffsetAndMetadata> at = new HashMap<>(admin.listConsumerGroupOffsets(group.groupId())
                    .partitionsToOffsetAndMetadata()
                    .get());
            at.values().removeIf(Objects::isNull);
            if (!at.isEmpty()) {
                committed.put(group.groupId(), at);
            }
        }
        return committed;
    }

    private long behind(Map<TopicPartition, OffsetAndMetadata> at) throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(at.keySet().stream()
                        .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                .all()
                .get();
        long behind = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> place : at.entrySet()) {
            ListOffsetsResultInfo end = ends.get(place.getKey());
            behind += end == null
                    ? 0
                    : Math.max(0, end.offset() - place.getValue().offset());
        }
        return behind;
    }

    @Override
    public void close() {
        admin.close();
    }
}
