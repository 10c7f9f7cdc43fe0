package dev.traza.contract.envelope;

import dev.traza.contract.catalog.CatalogCommand;
import dev.traza.contract.catalog.CatalogPath;
import dev.traza.contract.sealing.KeyRing;
import dev.traza.contract.sealing.Opener;
import dev.traza.contract.sealing.Sealing;
import dev.traza.contract.sealing.TextKeys;
import dev.traza.contract.ticket.TicketCommand;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands as records of {@code ticket-commands}: the envelope in the headers, the command as JSON in the value. */
public final class CommandRecords {

    private CommandRecords() {}

    /**
     * Writes a command, in the clear.
     *
     * @param source the CloudEvents source, a path naming the service, for example {@code /routing-service}
     */
    public static WireRecord write(String source, CommandContext envelope) {
        return written(source, envelope, null);
    }

    /** Writes a command with its personal texts sealed. */
    public static WireRecord write(String source, CommandContext envelope, KeyRing ring) {
        return written(source, envelope, new Sealing(ring));
    }

    private static WireRecord written(String source, CommandContext envelope, @Nullable Sealing sealing) {
        byte[] value = Payloads.write(envelope.command(), sealing);
        String name =
                switch (envelope) {
                    case CommandEnvelope ticket -> MessageCatalogue.TICKET_COMMANDS.nameOf(ticket.command());
                    case CatalogCommandEnvelope item -> MessageCatalogue.CATALOG_COMMANDS.nameOf(item.command());
                    case PersonCommandEnvelope person -> MessageCatalogue.PERSON_COMMANDS.nameOf(person.command());
                };
        CloudEventHeaders headers = CloudEventHeaders.writing(source, name, envelope.commandId(), envelope.subject())
                .put(CloudEventHeaders.TIME, envelope.occurredAt())
                .put(CloudEventHeaders.RECORDED_TIME, envelope.acceptedAt())
                .put(CloudEventHeaders.EXPECTED_VERSION, envelope.expectedVersion())
                .put(CloudEventHeaders.CORRELATION_ID, envelope.correlationId())
                .put(CloudEventHeaders.CAUSATION_ID, envelope.causationId())
                .put(CloudEventHeaders.REQUEST_HASH, envelope.requestHash())
                .put(CloudEventHeaders.REPLY_PARTITION, envelope.replyPartition())
                .put(CloudEventHeaders.TRACEPARENT, envelope.traceparent())
                .putActor(envelope.actor());
        if (envelope instanceof CommandEnvelope ticket) {
            headers.put(CloudEventHeaders.REOPEN_WINDOW, ticket.reopenWindow()).putOrigin(ticket.origin());
        }
        headers.putKeys(sealing == null ? null : sealing.used());
        return new WireRecord(envelope.subject(), headers.headers(), value);
    }

    /**
     * Reads a command for a ticket.
     *
     * @throws UnreadableRecordException if the record is not one that {@link #write} could have written for a ticket
     */
    public static CommandEnvelope read(WireRecord written) throws UnreadableRecordException {
        return read(written, CloudEventHeaders.reading(written.headers()), null);
    }

    private static CommandEnvelope read(WireRecord written, CloudEventHeaders headers, @Nullable Opener opener)
            throws UnreadableRecordException {
        TicketCommand command = MessageCatalogue.TICKET_COMMANDS.read(
                headers.required(CloudEventHeaders.TYPE), written.value(), opener);
        TicketRef ticket = TicketRef.parse(headers.required(CloudEventHeaders.SUBJECT))
                .orElseThrow(() -> new UnreadableRecordException("The subject names no ticket"));
        return new CommandEnvelope(
                headers.requiredId(CloudEventHeaders.ID),
                ticket,
                headers.requiredActor(),
                headers.requiredTime(CloudEventHeaders.RECORDED_TIME),
                headers.requiredTime(CloudEventHeaders.TIME),
                headers.optionalNumber(CloudEventHeaders.EXPECTED_VERSION),
                headers.requiredId(CloudEventHeaders.CORRELATION_ID),
                headers.optionalId(CloudEventHeaders.CAUSATION_ID),
                headers.optional(CloudEventHeaders.REQUEST_HASH),
                replyPartition(headers),
                headers.optional(CloudEventHeaders.TRACEPARENT),
                headers.optionalDuration(CloudEventHeaders.REOPEN_WINDOW),
                headers.optionalOrigin(),
                command);
    }

    /**
     * Reads a command, whatever it is for. Texts that are sealed stay so.
     *
     * @throws UnreadableRecordException if the record is not one that {@link #write} could have written
     */
    public static CommandContext readAny(WireRecord written) throws UnreadableRecordException {
        return readAny(written, CloudEventHeaders.reading(written.headers()), null);
    }

    /**
     * Reads a command, whatever it is for, and opens its texts.
     *
     * @throws UnreadableRecordException if the record is not one that {@link #write} could have written, or its key is
     *     not among these: then nobody can know any more what was asked
     */
    public static CommandContext readAny(WireRecord written, TextKeys keys) throws UnreadableRecordException {
        CloudEventHeaders headers = CloudEventHeaders.reading(written.headers());
        Set<UUID> needed = headers.keys();
        if (needed == null) {
            return readAny(written, headers, null);
        }
        for (UUID key : needed) {
            if (keys.find(key).isEmpty()) {
                throw new UnreadableRecordException("The key of its texts was destroyed");
            }
        }
        return readAny(written, headers, Opener.with(keys));
    }

    private static CommandContext readAny(WireRecord written, CloudEventHeaders headers, @Nullable Opener opener)
            throws UnreadableRecordException {
        String name = headers.required(CloudEventHeaders.TYPE);
        if (MessageCatalogue.CATALOG_COMMANDS.typeOf(name).isPresent()) {
            return readForCatalog(headers, name, written.value(), opener);
        }
        return MessageCatalogue.PERSON_COMMANDS.typeOf(name).isPresent()
                ? readForPerson(headers, name, written.value(), opener)
                : read(written, headers, opener);
    }

    private static CatalogCommandEnvelope readForCatalog(
            CloudEventHeaders headers, String name, byte[] value, @Nullable Opener opener)
            throws UnreadableRecordException {
        CatalogCommand command = MessageCatalogue.CATALOG_COMMANDS.read(name, value, opener);
        CatalogPath path = CatalogPath.parse(headers.required(CloudEventHeaders.SUBJECT))
                .orElseThrow(() -> new UnreadableRecordException("The subject names no place in the catalog"));
        return new CatalogCommandEnvelope(
                headers.requiredId(CloudEventHeaders.ID),
                path,
                headers.requiredActor(),
                headers.requiredTime(CloudEventHeaders.RECORDED_TIME),
                headers.requiredTime(CloudEventHeaders.TIME),
                headers.optionalNumber(CloudEventHeaders.EXPECTED_VERSION),
                headers.requiredId(CloudEventHeaders.CORRELATION_ID),
                headers.optionalId(CloudEventHeaders.CAUSATION_ID),
                headers.optional(CloudEventHeaders.REQUEST_HASH),
                replyPartition(headers),
                headers.optional(CloudEventHeaders.TRACEPARENT),
                command);
    }

    private static PersonCommandEnvelope readForPerson(
            CloudEventHeaders headers, String name, byte[] value, @Nullable Opener opener)
            throws UnreadableRecordException {
        return new PersonCommandEnvelope(
                headers.requiredId(CloudEventHeaders.ID),
                headers.required(CloudEventHeaders.SUBJECT),
                headers.requiredActor(),
                headers.requiredTime(CloudEventHeaders.RECORDED_TIME),
                headers.requiredId(CloudEventHeaders.CORRELATION_ID),
                headers.optionalId(CloudEventHeaders.CAUSATION_ID),
                headers.optional(CloudEventHeaders.REQUEST_HASH),
                replyPartition(headers),
                headers.optional(CloudEventHeaders.TRACEPARENT),
                MessageCatalogue.PERSON_COMMANDS.read(name, value, opener));
    }

    /**
     * To whom the answer goes: what can still be told when {@link #read} fails. Empty when the record does not even say
     * that.
     */
    public static Optional<ReplyAddress> replyAddress(WireRecord written) {
        CloudEventHeaders headers = CloudEventHeaders.reading(written.headers());
        try {
            return Optional.of(new ReplyAddress(
                    headers.requiredId(CloudEventHeaders.ID),
                    headers.requiredActor().subject(),
                    replyPartition(headers),
                    headers.optional(CloudEventHeaders.TRACEPARENT)));
        } catch (UnreadableRecordException nobody) {
            return Optional.empty();
        }
    }

    private static @Nullable Integer replyPartition(CloudEventHeaders headers) throws UnreadableRecordException {
        Long number = headers.optionalNumber(CloudEventHeaders.REPLY_PARTITION);
        if (number == null) {
            return null;
        }
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new UnreadableRecordException("The reply partition is out of range");
        }
        return number.intValue();
    }
}
