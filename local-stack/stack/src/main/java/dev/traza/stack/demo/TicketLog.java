package dev.traza.stack.demo;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * {@code ticket-events} from one moment on, as a plain consumer sees it: only what was committed, and texts sealed, since
 * the demonstration compares nothing that people wrote.
 */
final class TicketLog {

    private static final Duration READ_WITHIN = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final Map<TopicPartition, Long> from;

    private TicketLog(String bootstrapServers, Map<TopicPartition, Long> from) {
        this.bootstrapServers = bootstrapServers;
        this.from = Map.copyOf(from);
    }

    /** The log from now on. */
    static TicketLog fromNow(String bootstrapServers) {
        try (KafkaConsumer<String, byte[]> consumer = consumer(bootstrapServers)) {
            return new TicketLog(bootstrapServers, consumer.endOffsets(partitions(consumer)));
        }
    }

    /**
     * The events of these tickets up to now, each ticket's in the order of the log.
     *
     * @throws IllegalStateException when the log cannot be read to its end in time, or holds what is no event
     */
    Map<UUID, List<EventEnvelope<TicketEvent>>> eventsOf(Set<UUID> tickets) {
        Map<UUID, List<EventEnvelope<TicketEvent>>> events = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(bootstrapServers)) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            Map<TopicPartition, Long> to = consumer.endOffsets(from.keySet());
            Instant deadline = Instant.now().plus(READ_WITHIN);
            while (to.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException(Topics.TICKET_EVENTS.name() + " could not be read within "
                            + READ_WITHIN.toSeconds() + " s");
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    EventEnvelope<TicketEvent> event = read(record);
                    if (tickets.contains(event.ticketId())) {
                        events.computeIfAbsent(event.ticketId(), unused -> new ArrayList<>())
                                .add(event);
                    }
                }
            }
        }
        return events;
    }

    private static EventEnvelope<TicketEvent> read(ConsumerRecord<String, byte[]> record) {
        try {
            return EventRecords.TICKET.read(WireRecord.of(record));
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException(
                    "Offset " + record.offset() + " of " + record.topic() + "-" + record.partition() + " is no event",
                    e);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        return consumer.partitionsFor(Topics.TICKET_EVENTS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private static KafkaConsumer<String, byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
