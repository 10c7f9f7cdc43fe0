package dev.traza.routing;

import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes what other services would write, and reads what routing has written, from the beginning each time. */
public final class TopicLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int PARTITIONS = 4;

    private final String bootstrapServers;
    private final Producer<String, byte[]> producer;

    public TopicLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
    }

    public TopicLog withTopics() throws InterruptedException, TimeoutException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            for (TopicSpec topic : Topics.all()) {
                try {
                    admin.createTopics(
                                    List.of(new NewTopic(topic.name(), topic.partitioned() ? PARTITIONS : 1, (short) 1)
                                            .configs(topic.settings())))
                            .all()
                            .get(30, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
        return this;
    }

    public void happened(EventEnvelope<TicketEvent> event) {
        send(EventRecords.TICKET.write(event), Topics.TICKET_EVENTS);
    }

    public void clocked(EventEnvelope<SlaEvent> event) {
        send(EventRecords.SLA.write(event), Topics.SLA_EVENTS);
    }

    public void garbage(UUID ticketId) {
        send(
                new WireRecord(
                        ticketId.toString(),
                        new org.apache.kafka.common.header.internals.RecordHeaders(),
                        new byte[] {1, 2, 3}),
                Topics.TICKET_EVENTS);
    }

    /** All commands to this ticket, also repeated ones. */
    public List<CommandEnvelope> commands(UUID ticketId) {
        return records(Topics.TICKET_COMMANDS, ticketId.toString()).stream()
                .map(record -> read(() -> CommandRecords.read(WireRecord.of(record))))
                .toList();
    }

    /** All explanations of this ticket, also repeated ones. */
    public List<EventEnvelope<RoutingEvent>> explanations(UUID ticketId) {
        return records(Topics.ROUTING_EVENTS, ticketId.toString()).stream()
                .map(record -> read(() -> EventRecords.ROUTING.read(WireRecord.of(record))))
                .toList();
    }

    /** All records of a topic with this key, up to the end that the topic has now. */
    public List<ConsumerRecord<String, byte[]>> records(TopicSpec topic, String key) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(one -> consumer.position(one) < Objects.requireNonNull(ends.get(one)))) {
                consumer.poll(POLL).forEach(record -> {
                    if (key.equals(record.key())) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private void send(WireRecord record, TopicSpec topic) {
        try {
            producer.send(record.to(topic.name())).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Reading<T> {
        T read() throws UnreadableRecordException;
    }
}
