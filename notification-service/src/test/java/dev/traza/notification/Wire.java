package dev.traza.notification;

import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Puts records on the topics as the other services do. */
public final class Wire implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    public Wire(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @SafeVarargs
    public final void tickets(EventEnvelope<TicketEvent>... events) {
        for (EventEnvelope<TicketEvent> event : events) {
            send(EventRecords.TICKET.write(event).to(Topics.TICKET_EVENTS.name()));
        }
    }

    @SafeVarargs
    public final void sla(EventEnvelope<SlaEvent>... events) {
        for (EventEnvelope<SlaEvent> event : events) {
            send(EventRecords.SLA.write(event).to(Topics.SLA_EVENTS.name()));
        }
    }

    public void agent(String id, String name, @Nullable String email, @Nullable String language) {
        directory(new DirectoryEntry.Agent(id, name, email, language, List.of()));
    }

    public void team(String id, String name, @Nullable String supervisorId) {
        directory(new DirectoryEntry.Team(id, name, "it", 1, AssignmentStrategy.values()[0], supervisorId));
    }

    public RecordMetadata raw(ProducerRecord<String, byte[]> record) {
        return send(record);
    }

    private void directory(DirectoryEntry entry) {
        try {
            send(new ProducerRecord<>(
                    Topics.ROUTING_DIRECTORY.name(),
                    entry.key(),
                    ContractJson.mapper().writerFor(DirectoryEntry.class).writeValueAsBytes(entry)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private RecordMetadata send(ProducerRecord<String, byte[]> record) {
        try {
            return producer.send(record).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
