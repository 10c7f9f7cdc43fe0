package dev.traza.command.processor;

import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.WireRecord;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the partition being processed.
 *
 * @param partitions of the ticket's topics
 * @param history of tickets
 * @param items histories of the catalog's items
 * @param keys of the tickets' texts
 * @param people and their tickets
 */
record Partition(
        int number,
        int partitions,
        ProcessorContext<String, Outgoing> context,
        HistoryStore history,
        HistoryStore items,
        KeyStore keys,
        PeopleStore people,
        ClosedStore closed,
        NumberStore numbers,
        AnswerStore answers) {

    static Partition of(ProcessorContext<String, Outgoing> context, int partitions, Duration answerRetention) {
        int number = context.taskId().partition();
        return new Partition(
                number,
                partitions,
                context,
                HistoryStore.ofTickets(context.getStateStore(HistoryStore.NAME)),
                HistoryStore.ofItems(context.getStateStore(HistoryStore.NAME)),
                new KeyStore(context.getStateStore(HistoryStore.NAME)),
                new PeopleStore(context.getStateStore(HistoryStore.NAME)),
                new ClosedStore(context.getStateStore(ClosedStore.NAME)),
                new NumberStore(context.getStateStore(NumberStore.NAME), number, partitions),
                new AnswerStore(context.getStateStore(AnswerStore.NAME), answerRetention));
    }

    /** The clock of the stores, in milliseconds. */
    long now() {
        return context.currentSystemTimeMs();
    }

    void send(String sink, WireRecord written, int to) {
        context.forward(
                new Record<>(
                        written.key(),
                        new Outgoing(to, written.value()),
                        // The broker refuses times far from its own; the contract's times are in the headers.
                        context.currentSystemTimeMs(),
                        written.headers()),
                sink);
    }

    /**
     * Lets those who may read texts have a key, or know that it is gone.
     *
     * @param secret empty when it is gone
     */
    void publish(UUID keyId, byte[] secret) {
        send(EntityTopology.KEYS, new WireRecord(keyId.toString(), new RecordHeaders(), secret), number);
    }

    /**
     * Answers a command.
     *
     * @param wanted the partition on which its sender listens
     */
    void reply(CommandReply reply, @Nullable Integer wanted) {
        // A partition that does not exist would make the producer fail, and with it the whole partition of commands.
        int to = wanted != null && wanted < partitions ? wanted : number;
        send(EntityTopology.REPLIES, ReplyRecords.write(reply), to);
    }
}
