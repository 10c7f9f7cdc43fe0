package dev.traza.query;

import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.topic.Topics;
import dev.traza.query.view.LoggedEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to the topics what the other services would write. Returns when the broker has it. */
public final class TestLog implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    public TestLog(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public void write(Story story) {
        write(story.told());
    }

    /**
     * Writes stories that only tickets' events tell.
     *
     * @return the last one in each partition: who has read those has read them all
     */
    public Collection<Story> writeAll(List<Story> stories) {
        Map<Story, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        for (Story story : stories) {
            story.told().forEach(event -> sent.put(story, producer.send(record(event))));
        }
        producer.flush();
        Map<Integer, Story> last = new HashMap<>();
        sent.forEach((story, metadata) -> last.put(metadata.resultNow().partition(), story));
        return last.values();
    }

    public void write(List<LoggedEvent> events) {
        events.forEach(event -> producer.send(record(event)));
        producer.flush();
    }

    public void write(String source, CommandEnvelope command) {
        write(CommandRecords.write(source, command).to(Topics.TICKET_COMMANDS.name()));
    }

    public void write(CommandReply reply, int partition) {
        write(ReplyRecords.write(reply).to(Topics.TICKET_COMMAND_REPLIES.name(), partition));
    }

    public void write(ProducerRecord<String, byte[]> record) {
        producer.send(record);
        producer.flush();
    }

    public static ProducerRecord<String, byte[]> record(LoggedEvent event) {
        return switch (event) {
            case LoggedEvent.OfTicket(var envelope) ->
                EventRecords.TICKET.write(envelope).to(Topics.TICKET_EVENTS.name());
            case LoggedEvent.OfSla(var envelope) ->
                EventRecords.SLA.write(envelope).to(Topics.SLA_EVENTS.name());
            case LoggedEvent.OfRouting(var envelope) ->
                EventRecords.ROUTING.write(envelope).to(Topics.ROUTING_EVENTS.name());
        };
    }

    @Override
    public void close() {
        producer.close();
    }
}
