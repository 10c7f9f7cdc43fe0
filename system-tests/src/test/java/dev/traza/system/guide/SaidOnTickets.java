package dev.traza.system.guide;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.personal.Erasing;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.reader.TicketEventDeserializer;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Keeps what was said on each ticket, with the contract's library and the keys of texts. */
final class SaidOnTickets {

    /** How a reader of texts connects. */
    static Map<String, Object> settings(String bootstrapServers, String commandService, Path tokenFile) {
        // guide: settings of a reader of texts
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                "said-on-tickets",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                TicketEventDeserializer.class,
                TicketEventDeserializer.URLS,
                commandService,
                TicketEventDeserializer.TOKEN_FILE,
                tokenFile.toString());
        // end
    }

    // guide: reader of texts
    private final Map<UUID, Map<UUID, String>> said = new HashMap<>(); // by ticket and comment

    void follow(Consumer<String, EventEnvelope<TicketEvent>> consumer, BooleanSupplier running)
            throws InterruptedException {
        consumer.subscribe(List.of(Topics.TICKET_EVENTS.name()));
        while (running.getAsBoolean()) {
            try {
                consumer.poll(Duration.ofSeconds(1)).forEach(read -> take(read.value()));
                consumer.commitSync();
            } catch (RecordDeserializationException failed) {
                if (failed.getCause() instanceof SerializationException why
                        && why.getCause() instanceof UnreadableRecordException) {
                    consumer.seek(failed.topicPartition(), failed.offset() + 1); // a newer type of event
                } else {
                    Thread.sleep(Duration.ofSeconds(1)); // no keys at the moment: the next poll reads it again
                }
            }
        }
    }

    private void take(EventEnvelope<TicketEvent> read) {
        Map<UUID, String> own = said.computeIfAbsent(read.ticketId(), _ -> new LinkedHashMap<>());
        if (read.event() instanceof TicketEvent.CommentAdded comment) {
            own.put(comment.commentId(), comment.body());
        }
        if (read.event() instanceof Erasing erasing) { // CommentRedacted, PersonalDataErased
            own.replaceAll(
                    (commentId, body) -> erasing.erases(new Scope.OfComment(commentId)) ? Personal.ERASED : body);
        }
    }
    // end

    Map<UUID, String> on(UUID ticketId) {
        return Map.copyOf(said.getOrDefault(ticketId, Map.of()));
    }
}
