package dev.traza.command.processor;

import dev.traza.contract.topic.Topics;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/** Commands in; events, answers and commands to other tickets out; four stores beside. */
final class TicketTopology {

    static final String EVENTS = "events";
    static final String REPLIES = "replies";
    static final String STEPS = "steps";

    private static final String COMMANDS = "commands";
    private static final String TICKETS = "tickets";

    private TicketTopology() {}

    /**
     * The topology.
     *
     * @param tickets makes the processor of one partition
     */
    static Topology of(Supplier<TicketProcessor> tickets, Duration answerRetention) {
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        COMMANDS,
                        // A sender's clock must not be able to stop the partition with an impossible time.
                        new WallclockTimestampExtractor(),
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.TICKET_COMMANDS.name())
                .addProcessor(TICKETS, tickets::get, COMMANDS)
                .addStateStore(HistoryStore.builder(), TICKETS)
                .addStateStore(NumberStore.builder(), TICKETS)
                .addStateStore(ClosedStore.builder(), TICKETS)
                .addStateStore(AnswerStore.builder(answerRetention), TICKETS)
                .addSink(
                        EVENTS,
                        Topics.TICKET_EVENTS.name(),
                        new StringSerializer(),
                        Outgoing.SERIALIZER,
                        Outgoing.PARTITIONER,
                        TICKETS)
                .addSink(
                        STEPS,
                        Topics.TICKET_COMMANDS.name(),
                        new StringSerializer(),
                        Outgoing.SERIALIZER,
                        Outgoing.PARTITIONER,
                        TICKETS)
                .addSink(
                        REPLIES,
                        Topics.TICKET_COMMAND_REPLIES.name(),
                        new StringSerializer(),
                        Outgoing.SERIALIZER,
                        Outgoing.PARTITIONER,
                        TICKETS);
    }
}
