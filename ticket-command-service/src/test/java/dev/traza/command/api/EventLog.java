package dev.traza.command.api;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.test.TestServers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The event log as those read it who may read texts: all partitions, committed events only, with the keys beside. */
public final class EventLog implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<UUID, Optional<TextKey>> keys = new HashMap<>();
    private final Deque<WireRecord> unread = new ArrayDeque<>();
    private final List<EventEnvelope<TicketEvent>> read = new ArrayList<>();

    private EventLog(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    public static EventLog of(TestServers servers) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(Topics.TICKET_EVENTS, Topics.TICKET_KEYS)
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new EventLog(consumer);
    }

    /** All events so far, in the order of each ticket. */
    public List<EventEnvelope<TicketEvent>> all() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            if (record.topic().equals(Topics.TICKET_KEYS.name())) {
                UUID keyId = UUID.fromString(record.key());
                keys.put(
                        keyId,
                        record.value().length == 0 ? Optional.empty() : Optional.of(TextKey.of(keyId, record.value())));
            } else {
                unread.add(WireRecord.of(record));
            }
        }
        try {
            while (!unread.isEmpty() && keys.keySet().containsAll(EventRecords.keysOf(unread.getFirst()))) {
                read.add(EventRecords.TICKET.read(
                        unread.removeFirst(), keyId -> keys.getOrDefault(keyId, Optional.empty())));
            }
        } catch (UnreadableRecordException e) {
            throw new AssertionError("An event on the log cannot be read", e);
        }
        return List.copyOf(read);
    }

    /** A ticket's events so far. */
    public List<EventEnvelope<TicketEvent>> of(UUID ticketId) {
        return all().stream().filter(event -> event.ticketId().equals(ticketId)).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
