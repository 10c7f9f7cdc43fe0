package dev.traza.command.processor;

import dev.traza.command.logkey.LogKeyStore;
import dev.traza.contract.topic.Topics;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/** Commands in; events, keys, answers and commands to other tickets out; four stores beside. */
final class EntityTopology {

    static final String EVENTS = "events";
    static final String REPLIES = "replies";
    static final String STEPS = "steps";
    static final String ITEM_EVENTS = "item-events";
    static final String KEYS = "keys";

    private static final String COMMANDS = "commands";
    /** Named after the first kind of entity; a name is for ever. */
    private static final String DECIDING = "tickets";

    private EntityTopology() {}

    /**
     * The topology.
     *
     * @param processors make the processor of one partition
     */
    static Topology of(Supplier<EntityProcessor> processors, Duration answerRetention) {
        return LogKeyStore.in(PublishedKeys.in(new Topology()))
                .addSource(
                        AutoOffsetReset.earliest(),
                        COMMANDS,
                        // A sender's clock must not be able to stop the partition with an impossible time.
                        new WallclockTimestampExtractor(),
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.TICKET_COMMANDS.name())
                .addProcessor(DECIDING, processors::get, COMMANDS)
                .addStateStore(HistoryStore.builder(), DECIDING)
                .addStateStore(NumberStore.builder(), DECIDING)
                .addStateStore(ClosedStore.builder(), DECIDING)
                .addStateStore(AnswerStore.builder(answerRetention), DECIDING)
                .addSink(
                        EVENTS,
                        Topics.TICKET_EVENTS.name(),
                        new StringSerializer(),
                        Outgoing.SERIALIZER,
                        Outgoing.PARTITIONER,
                        DECIDING)
                .addSink(
                        KEYS,
                        Topics.TICKET_KEYS.name(),
                        new StringSerializer(),
                        Outgoing.SERIALIZER,
                        Outgoing.PARTITIONER,
                        DECIDING)
                .addSink(
                        ITEM_EVENTS,
                        Topics.CATALOG_EVENTS.name(),
                        new StringSerializer(),
                        Outgoing.SERIALIZER,
                        Outgoing.PARTITIONER,
                        DECIDING)
                .addSink(
                        STEPS,
                        Topics.TICKET_COMMANDS.name(),
                        new StringSerializer(),
                        Outgoing.SERIALIZER,
                        Outgoing.PARTITIONER,
                        DECIDING)
                .addSink(
                        REPLIES,
                        Topics.TICKET_COMMAND_REPLIES.name(),
                        new StringSerializer(),
                        Outgoing.SERIALIZER,
                        Outgoing.PARTITIONER,
                        DECIDING);
    }
}
