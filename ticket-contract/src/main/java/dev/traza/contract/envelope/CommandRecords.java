package dev.traza.contract.envelope;

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
    public static WireRecord write(String source, CommandEnvelope envelope) {
        String subject = envelope.ticket().text();
        CloudEventHeaders headers = CloudEventHeaders.writing(
                        source,
                        MessageCatalogue.TICKET_COMMANDS.nameOf(envelope.command()),
                        envelope.commandId(),
                        subject)
                .put(CloudEventHeaders.TIME, envelope.occurredAt())
                .put(CloudEventHeaders.RECORDED_TIME, envelope.acceptedAt())
                .put(CloudEventHeaders.EXPECTED_VERSION, envelope.expectedVersion())
                .put(CloudEventHeaders.CORRELATION_ID, envelope.correlationId())
                .put(CloudEventHeaders.CAUSATION_ID, envelope.causationId())
                .put(CloudEventHeaders.REQUEST_HASH, envelope.requestHash())
                .put(CloudEventHeaders.REPLY_PARTITION, envelope.replyPartition())
                .put(CloudEventHeaders.TRACEPARENT, envelope.traceparent())
                .put(CloudEventHeaders.REOPEN_WINDOW, envelope.reopenWindow())
                .putOrigin(envelope.origin())
                .putActor(envelope.actor());
        return new WireRecord(subject, headers.headers(), Payloads.write(envelope.command()));
    }

    /**
     * Reads a command.
     *
     * @throws UnreadableRecordException if the record is not one that {@link #write} could have written
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
