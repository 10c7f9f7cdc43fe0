package dev.traza.contract.envelope;

import dev.traza.contract.ContractJson;
import java.io.IOException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Replies as records of {@code ticket-command-replies}: the command's id as key, the reply as JSON in the value. */
public final class ReplyRecords {

    private ReplyRecords() {}

    /** Writes a reply; the partition is the sender's wish, not the key's. */
    public static WireRecord write(CommandReply reply) {
        return new WireRecord(reply.commandId().toString(), new RecordHeaders(), Payloads.write(reply));
    }

    /**
     * Reads a reply.
     *
     * @throws UnreadableRecordException if it is not one
     */
    public static CommandReply read(WireRecord written) throws UnreadableRecordException {
        try {
            CommandReply reply = written.value() == null
                    ? null
                    : ContractJson.mapper().readValue(written.value(), CommandReply.class);
            if (reply == null) {
                throw new UnreadableRecordException("A reply has no value");
            }
            return reply;
        } catch (IOException e) {
            throw Payloads.unreadable("The value is not a reply", e);
        }
    }
}
