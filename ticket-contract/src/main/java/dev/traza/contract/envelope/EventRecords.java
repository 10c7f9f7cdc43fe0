package dev.traza.contract.envelope;

import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.catalog.CatalogPath;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sealing.KeyRing;
import dev.traza.contract.sealing.Opener;
import dev.traza.contract.sealing.Sealing;
import dev.traza.contract.sealing.TextKeys;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketEvent;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events as records of one public topic: the envelope in the headers, the event as JSON in the value, the ticket's id as
 * key.
 *
 * @param <E> the sealed type of the topic's events
 */
public final class EventRecords<E> {

    /** Of {@code ticket-events}. */
    public static final EventRecords<TicketEvent> TICKET =
            new EventRecords<>("/ticket-command-service", MessageCatalogue.TICKET_EVENTS);

    /** Of {@code catalog-events}: key and subject are the item's path. */
    public static final EventRecords<CatalogEvent> CATALOG = new EventRecords<>(
            "/ticket-command-service",
            MessageCatalogue.CATALOG_EVENTS,
            envelope -> envelope.event().path(),
            EventRecords::itemAt);

    /** Of {@code sla-events}. */
    public static final EventRecords<SlaEvent> SLA = new EventRecords<>("/sla-service", MessageCatalogue.SLA_EVENTS);

    /** Of {@code routing-events}. */
    public static final EventRecords<RoutingEvent> ROUTING =
            new EventRecords<>("/routing-service", MessageCatalogue.ROUTING_EVENTS);

    private final String source;
    private final MessageCatalogue<E> catalogue;

    private final Function<EventEnvelope<? extends E>, String> subjectOf;
    private final Function<String, Optional<UUID>> idOf;

    private EventRecords(String source, MessageCatalogue<E> catalogue) {
        this(source, catalogue, envelope -> envelope.ticketId().toString(), Ids::parse);
    }

    private EventRecords(
            String source,
            MessageCatalogue<E> catalogue,
            Function<EventEnvelope<? extends E>, String> subjectOf,
            Function<String, Optional<UUID>> idOf) {
        this.source = source;
        this.catalogue = catalogue;
        this.subjectOf = subjectOf;
        this.idOf = idOf;
    }

    /** Writes an event, in the clear. */
    public WireRecord write(EventEnvelope<? extends E> envelope) {
        return written(envelope, null);
    }

    /** Writes an event with its personal texts sealed. */
    public WireRecord write(EventEnvelope<? extends E> envelope, KeyRing ring) {
        return written(envelope, new Sealing(ring));
    }

    private WireRecord written(EventEnvelope<? extends E> envelope, @Nullable Sealing sealing) {
        byte[] value = Payloads.write(envelope.event(), sealing);
        String subject = subjectOf.apply(envelope);
        CloudEventHeaders headers = CloudEventHeaders.writing(
                        source, catalogue.nameOf(envelope.event()), envelope.eventId(), subject)
                .put(CloudEventHeaders.TIME, envelope.occurredAt())
                .put(CloudEventHeaders.RECORDED_TIME, envelope.recordedAt())
                .putSequence(envelope.sequence())
                .put(CloudEventHeaders.CORRELATION_ID, envelope.correlationId())
                .put(CloudEventHeaders.CAUSATION_ID, envelope.causationId())
                .put(CloudEventHeaders.TRACEPARENT, envelope.traceparent())
                .putActor(envelope.actor())
                .putKeys(sealing == null ? null : sealing.used());
        return new WireRecord(subject, headers.headers(), value);
    }

    /**
     * The keys that are needed to read this record; none if nothing in it is sealed.
     *
     * @throws UnreadableRecordException if the header that names them is malformed
     */
    public static Set<UUID> keysOf(WireRecord written) throws UnreadableRecordException {
        Set<UUID> keys = CloudEventHeaders.reading(written.headers()).keys();
        return keys == null ? Set.of() : keys;
    }

    /**
     * Reads an event. Texts that are sealed stay so, which is all that whoever counts or decides needs.
     *
     * @throws UnreadableRecordException if the record is not one that {@link #write} could have written, or its type is
     *     newer than this reader
     */
    public EventEnvelope<E> read(WireRecord written) throws UnreadableRecordException {
        return read(written, CloudEventHeaders.reading(written.headers()), null);
    }

    /**
     * Reads an event and opens its texts.
     *
     * @param keys among which those are that {@link #keysOf} names, unless they were destroyed
     * @throws UnreadableRecordException if the record is not one that {@link #write} could have written, or its type is
     *     newer than this reader
     */
    public EventEnvelope<E> read(WireRecord written, TextKeys keys) throws UnreadableRecordException {
        CloudEventHeaders headers = CloudEventHeaders.reading(written.headers());
        return read(written, headers, headers.keys() == null ? null : Opener.with(keys));
    }

    private EventEnvelope<E> read(WireRecord written, CloudEventHeaders headers, @Nullable Opener opener)
            throws UnreadableRecordException {
        E event = catalogue.read(headers.required(CloudEventHeaders.TYPE), written.value(), opener);
        UUID ticketId = idOf.apply(headers.required(CloudEventHeaders.SUBJECT))
                .orElseThrow(() -> new UnreadableRecordException("The header ce_subject is malformed"));
        return new EventEnvelope<>(
                headers.requiredId(CloudEventHeaders.ID),
                ticketId,
                headers.requiredNumber(CloudEventHeaders.SEQUENCE),
                headers.requiredActor(),
                headers.requiredTime(CloudEventHeaders.TIME),
                headers.requiredTime(CloudEventHeaders.RECORDED_TIME),
                headers.requiredId(CloudEventHeaders.CORRELATION_ID),
                headers.requiredId(CloudEventHeaders.CAUSATION_ID),
                headers.optional(CloudEventHeaders.TRACEPARENT),
                event);
    }

    private static Optional<UUID> itemAt(String subject) {
        return CatalogPath.parse(subject).map(Ids::ofCatalogItem);
    }
}
