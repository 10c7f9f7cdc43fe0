package dev.traza.routing.feed;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.topic.Topics;
import dev.traza.routing.decision.Decision;
import dev.traza.routing.store.LedgerStore;
import dev.traza.routing.store.StoredTicket;
import dev.traza.routing.store.TicketStore;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Gives a new database the decisions of earlier ones. They are all on {@code routing-events}, which is kept for ever, so
 * an emptied database forgets no decision: old events lead to no new one, and numbers go on where they were.
 */
@Singleton
class LedgerRestore {

    private static final Logger LOG = Logger.getLogger(LedgerRestore.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final LedgerStore ledger;
    private final TicketStore tickets;
    private final Map<String, Object> kafka;

    @Inject
    LedgerRestore(
            LedgerStore ledger, TicketStore tickets, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.ledger = ledger;
        this.tickets = tickets;
        this.kafka = kafka;
    }

    /** Reads the topic to the end it has now, unless this database has been through that. */
    void restoreIfNew() {
        if (ledger.isRestored()) {
            return;
        }
        long restored = 0;
        try (Consumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.ROUTING_EVENTS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(
                            partition -> consumer.position(partition) < Objects.requireNonNull(ends.get(partition)))) {
                List<Decision> batch = new ArrayList<>();
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    read(record, batch);
                }
                restore(batch);
                restored += batch.size();
            }
        }
        ledger.markRestored();
        if (restored > 0) {
            LOG.infof(
                    "This database is new: %d earlier decisions were restored from %s",
                    restored, Topics.ROUTING_EVENTS.name());
        }
    }

    private void restore(List<Decision> batch) {
        Map<UUID, List<UUID>> causes = new LinkedHashMap<>();
        ledger.restore(batch);
        for (Decision decision : batch) {
            causes.computeIfAbsent(decision.ticketId(), first -> new ArrayList<>())
                    .add(decision.causeId());
        }
        Map<UUID, StoredTicket> stored = tickets.load(causes.keySet());
        tickets.save(causes.entrySet().stream()
                .map(entry -> {
                    StoredTicket ticket = Objects.requireNonNull(stored.get(entry.getKey()));
                    for (UUID cause : entry.getValue()) {
                        ticket = ticket.decided(cause);
                    }
                    return ticket;
                })
                .toList());
    }

    private static void read(ConsumerRecord<String, byte[]> record, List<Decision> into) {
        WireRecord written = WireRecord.of(record);
        try {
            EventEnvelope<RoutingEvent> envelope = EventRecords.ROUTING.read(written);
            into.add(new Decision(envelope.causationId(), envelope.ticketId(), envelope.sequence(), null, written));
        } catch (UnreadableRecordException e) {
            LOG.warnf(
                    "Passed over an unreadable decision at %s-%d@%d: %s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "routing-service-restore");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
