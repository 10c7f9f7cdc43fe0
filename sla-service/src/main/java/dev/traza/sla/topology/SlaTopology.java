package dev.traza.sla.topology;

import dev.traza.contract.topic.Topics;
import dev.traza.sla.SlaConfig;
import dev.traza.sla.book.BookRecord;
import dev.traza.sla.book.CurrentBook;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * How data flows: ticket events of a partition go through the clocks of that partition's tickets; what comes of it goes to
 * the same partition of {@code sla-events} and {@code ticket-commands}, because the key is the same ticket. Policies are
 * read as a whole by every instance.
 */
final class SlaTopology {

    static final String SOURCE = "/sla-service";
    static final String CLOCKS = "ticket-clocks";
    static final String TIMERS = "due-times";
    static final String EVENTS_OUT = "sla-events-out";
    static final String COMMANDS_OUT = "ticket-commands-out";

    private static final String EVENTS_IN = "ticket-events-in";
    private static final String PROCESSOR = "clocks";
    private static final String POLICIES = "policies";

    private SlaTopology() {}

    static Topology build(CurrentBook book, Backlog backlog, SlaConfig.Timers config, SlaMetrics metrics) {
        return new Topology()
                .addGlobalStore(
                        // In memory, so that every start reads all policies through the processor and into the book.
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(POLICIES), Serdes.String(), Serdes.ByteArray())
                                .withLoggingDisabled(),
                        "sla-policies-in",
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.SLA_POLICIES.name(),
                        "book",
                        () -> new BookProcessor(book))
                .addSource(
                        EVENTS_IN, new StringDeserializer(), new ByteArrayDeserializer(), Topics.TICKET_EVENTS.name())
                .addProcessor(PROCESSOR, () -> new ClockProcessor(book, backlog, config, metrics), EVENTS_IN)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(CLOCKS),
                                        Serdes.String(),
                                        new TicketClocksSerde())
                                .withCachingDisabled()
                                .withLoggingEnabled(Map.of()),
                        PROCESSOR)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(TIMERS), Serdes.Bytes(), Serdes.ByteArray())
                                .withCachingDisabled()
                                .withLoggingEnabled(Map.of()),
                        PROCESSOR)
                .addSink(
                        EVENTS_OUT,
                        Topics.SLA_EVENTS.name(),
                        new StringSerializer(),
                        new ByteArraySerializer(),
                        PROCESSOR)
                .addSink(
                        COMMANDS_OUT,
                        Topics.TICKET_COMMANDS.name(),
                        new StringSerializer(),
                        new ByteArraySerializer(),
                        PROCESSOR);
    }

    /** Keeps the newest record of each policy and calendar, and hands every record to the book. */
    private static final class BookProcessor implements Processor<String, byte[], Void, Void> {

        private final CurrentBook book;
        private KeyValueStore<String, byte[]> store;

        @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
        BookProcessor(CurrentBook book) {
            this.book = book;
        }

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = context.getStateStore(POLICIES);
        }

        @Override
        public void process(Record<String, byte[]> read) {
            store.put(read.key(), read.value());
            book.take(new BookRecord(read.key(), read.value()));
        }
    }
}
