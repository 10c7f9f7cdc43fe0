package dev.traza.bench.read;

import dev.traza.bench.read.Lives.Life;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts lives on the topics as the processor and the clocks do: the same records in the same partitions, with texts in the
 * clear, as earlier releases wrote them, because no command service is there to ask for keys.
 */
final class Filler {

    private static final int LINGER_MILLIS = 20;
    private static final int BATCH_BYTES = 128 * 1024;

    private final String bootstrapServers;

    Filler(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * What is on the topics now.
     *
     * @param last ticket of each partition
     */
    record Filled(long events, Map<Integer, UUID> last) {}

    /** Writes so many lives; comes back when Kafka has all. */
    Filled fill(Lives lives, int count) {
        AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
        Callback confirmed = (_, failure) -> {
            if (failure != null) {
                failed.set(failure);
            }
        };
        long events = 0;
        Map<Integer, UUID> last = new LinkedHashMap<>();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS,
                        ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int n = 0; n < count; n++) {
                Life life = lives.life(n);
                for (EventEnvelope<TicketEvent> event : life.events()) {
                    producer.send(
                            EventRecords.TICKET.write(event).to(Topics.TICKET_EVENTS.name(), life.partition()),
                            confirmed);
                }
                producer.send(
                        EventRecords.SLA.write(life.clock()).to(Topics.SLA_EVENTS.name(), life.partition()), confirmed);
                events += life.events().size() + 1;
                last.put(life.partition(), life.ticketId());
            }
        }
        Exception failure = failed.get();
        if (failure != null) {
            throw new IllegalStateException("The topics cannot be filled", failure);
        }
        return new Filled(events, last);
    }
}
