package dev.traza.system.guide;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Counts the seconds that were worked on each open ticket, with the contract's library. */
final class WorkPerTicket {

    // guide: reader
    private final Map<UUID, Long> applied = new HashMap<>(); // the last sequence of each ticket
    private final Map<UUID, Integer> seconds = new HashMap<>(); // what this reader is for

    void follow(Consumer<String, byte[]> consumer, BooleanSupplier running) {
        consumer.subscribe(List.of(Topics.TICKET_EVENTS.name()));
        while (running.getAsBoolean()) {
            consumer.poll(Duration.ofSeconds(1)).forEach(this::take);
            consumer.commitSync(); // after the work: at least once
        }
    }

    private void take(ConsumerRecord<String, byte[]> read) {
        EventEnvelope<TicketEvent> envelope;
        try {
            envelope = EventRecords.TICKET.read(WireRecord.of(read));
        } catch (UnreadableRecordException newer) {
            return; // a type that this version of the library does not know
        }
        UUID ticket = envelope.ticketId();
        if (envelope.sequence() <= applied.getOrDefault(ticket, 0L)) {
            return; // read before
        }
        switch (envelope.event()) {
            case TicketEvent.WorkLogged work -> seconds.merge(ticket, work.seconds(), Integer::sum);
            case TicketEvent.TicketClosed closed -> seconds.remove(ticket);
            default -> {}
        }
        applied.put(ticket, envelope.sequence());
    }
    // end

    /** How a reader connects. */
    static Map<String, Object> settings(String bootstrapServers) {
        // guide: settings
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG, "work-per-ticket",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // end
    }

    // guide: replay
    void replay(Consumer<String, byte[]> consumer) {
        List<TopicPartition> all = consumer.partitionsFor(Topics.TICKET_EVENTS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(all); // without a group: nothing is committed
        consumer.seekToBeginning(all);
        Map<TopicPartition, Long> end = consumer.endOffsets(all);
        while (end.entrySet().stream().anyMatch(to -> consumer.position(to.getKey()) < to.getValue())) {
            consumer.poll(Duration.ofSeconds(1)).forEach(this::take);
        }
    }
    // end

    Map<UUID, Integer> seconds() {
        return Map.copyOf(seconds);
    }
}
