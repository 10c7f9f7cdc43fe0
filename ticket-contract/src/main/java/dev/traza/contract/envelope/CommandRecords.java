package dev.traza.contract.envelope;

import dev.traza.contract.catalog.CatalogCommand;
import dev.traza.contract.catalog.CatalogPath;
import dev.traza.contract.ticket.TicketCommand;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commands as records of {@code ticket-commands}: the envelope in the headers, the command as JSON in the value. */
public final class CommandRecords {

    private CommandRecords() {}

    /**
     * Writes a command.
     *
     * @param source the CloudEvents source, a path naming the service, for example {@code /routing-service}
     */
    public static WireRecord write(String source, CommandContext envelope) {
        String name =
                switch (envelope) {
                    case CommandEnvelope ticket -> MessageCatalogue.TICKET_COMMANDS.nameOf(ticket.command());
                    case CatalogCommandEnvelope item -> MessageCatalogue.CATALOG_COMMANDS.nameOf(item.command());
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
        return new WireRecord(envelope.subject(), headers.headers(), Payloads.write(envelope.command()));
    }

    /**
     * Reads a command for a ticket.
     *
     * @throws UnreadableRecordException if the record is not one that {@link #write} could have written for a ticket
     */
    public static CommandEnvelope read(WireRecord written) throws UnreadableRecordException {
        CloudEventHeaders headers = CloudEventHeaders.reading(written.headers());
        TicketCommand command =
                MessageCatalogue.TICKET_COMMANDS.read(headers.required(CloudEventHeaders.TYPE), written.value());
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
     * Reads a command, whatever it is for.
     *
     * @throws UnreadableRecordException if the record is not one that {@link #write} could have written
     */
    public static CommandContext readAny(WireRecord written) throws UnreadableRecordException {
        CloudEventHeaders headers = CloudEventHeaders.reading(written.headers());
        String name = headers.required(CloudEventHeaders.TYPE);
        return MessageCatalogue.CATALOG_COMMANDS.typeOf(name).isEmpty()
                ? read(written)
                : readForCatalog(headers, name, written.value());
    }

    private static CatalogCommandEnvelope readForCatalog(CloudEventHeaders headers, String name, byte[] value)
            throws UnreadableRecordException {
        CatalogCommand command = MessageCatalogue.CATALOG_COMMANDS.read(name, value);
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
