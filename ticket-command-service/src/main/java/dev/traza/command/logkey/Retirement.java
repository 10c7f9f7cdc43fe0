package dev.traza.command.logkey;

import dev.traza.contract.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Destroys keys of commands that were all decided. Instances may do it at once: a key is destroyed as often as somebody
 * says so.
 */
public final class Retirement {

    /** Clocks of instances and brokers differ by less. */
    private static final Duration SKEW = Duration.ofHours(1);

    private final Admin admin;
    private final String processorGroup;
    private final int partitions;
    private final LogKeyConfig config;
    private final LogKeys keys;

    /**
     * For one installation.
     *
     * @param processorGroup who decides commands
     * @param partitions of {@code ticket-commands}
     */
    public Retirement(Admin admin, String processorGroup, int partitions, LogKeyConfig config, LogKeys keys) {
        this.admin = admin;
        this.processorGroup = processorGroup;
        this.partitions = partitions;
        this.config = config;
        this.keys = keys;
    }

    /**
     * Destroys the keys whose time has come.
     *
     * @return how many
     * @throws KafkaException if the brokers do not answer
     */
    public int sweep(LogKeyStore store, Instant now) {
        int destroyed = 0;
        for (Map.Entry<UUID, Instant> key : store.made().entrySet()) {
            // Longer than it should be, if the brokers did not confirm the next.
            Instant usedUntil = key.getValue().plus(config.rotateEvery().multipliedBy(2));
            boolean old = usedUntil.plus(config.keptFor()).isBefore(now);
            if (old && isDecided(usedUntil.plus(SKEW).isBefore(now) ? usedUntil.plus(SKEW) : now)) {
                keys.destroy(key.getKey());
                destroyed++;
            }
        }
        return destroyed;
    }

    /** Whether every command that was on record at this moment has been decided. */
    private boolean isDecided(Instant moment) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(
                    new TopicPartition(Topics.TICKET_COMMANDS.name(), partition),
                    OffsetSpec.forTimestamp(moment.toEpochMilli()));
        }
        try {
            long patience = config.within().toMillis();
            Map<TopicPartition, ListOffsetsResultInfo> later =
                    admin.listOffsets(asked).all().get(patience, TimeUnit.MILLISECONDS);
            asked.replaceAll((partition, spec) -> OffsetSpec.latest());
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(asked).all().get(patience, TimeUnit.MILLISECONDS);
            Map<TopicPartition, @Nullable OffsetAndMetadata> done = admin.listStreamsGroupOffsets(
                            Map.of(processorGroup, new ListStreamsGroupOffsetsSpec()))
                    .partitionsToOffsetAndMetadata(processorGroup)
                    .get(patience, TimeUnit.MILLISECONDS);
            return asked.keySet().stream().allMatch(partition -> {
                long first = Objects.requireNonNull(later.get(partition)).offset();
                long until =
                        first < 0 ? Objects.requireNonNull(ends.get(partition)).offset() : first;
                OffsetAndMetadata offset = done.get(partition);
                return until == 0 || (offset != null && offset.offset() >= until);
            });
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("It cannot be found out which commands were decided", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", e);
        }
    }
}
