package dev.traza.query.live;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.topic.Topics;
import dev.traza.query.view.Source;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What records of the public topics say in their headers alone: that something happened to a ticket. Their texts stay
 * sealed.
 */
public final class HappeningRecords {

    private final Map<String, Source> sources;

    /** @param sources by the names of their topics */
    public HappeningRecords(Map<String, Source> sources) {
        this.sources = Map.copyOf(sources);
    }

    /** The topics as they are named everywhere. */
    public static Map<String, Source> topics() {
        return Map.of(
                Topics.TICKET_EVENTS.name(), Source.TICKET,
                Topics.ROUTING_EVENTS.name(), Source.ROUTING,
                Topics.SLA_EVENTS.name(), Source.SLA);
    }

    /**
     * What happened.
     *
     * @throws UnreadableRecordException if the headers do not say it, or name a type that is not known here
     */
    public Happening read(ConsumerRecord<String, byte[]> read) throws UnreadableRecordException {
        Source source = Objects.requireNonNull(sources.get(read.topic()), read.topic());
        UUID ticketId = Ids.parse(String.valueOf(read.key()))
                .orElseThrow(() -> new UnreadableRecordException("The key is not a ticket's id"));
        try {
            return Happening.of(
                    source,
                    read.partition(),
                    read.offset(),
                    ticketId,
                    Long.parseLong(header(read, "ce_sequence")),
                    type(source, header(read, "ce_type")));
        } catch (NumberFormatException withheld) {
            throw new UnreadableRecordException("The header ce_sequence is malformed");
        }
    }

    private static Class<?> type(Source source, String name) throws UnreadableRecordException {
        MessageCatalogue<?> catalogue =
                switch (source) {
                    case TICKET -> MessageCatalogue.TICKET_EVENTS;
                    case ROUTING -> MessageCatalogue.ROUTING_EVENTS;
                    case SLA -> MessageCatalogue.SLA_EVENTS;
                };
        Class<?> type = catalogue.typeOf(name).orElse(null);
        if (type == null) {
            throw new UnreadableRecordException("The type is not known to this reader");
        }
        return type;
    }

    private static String header(ConsumerRecord<String, byte[]> read, String name) throws UnreadableRecordException {
        Header header = read.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new UnreadableRecordException("The header " + name + " is missing");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
