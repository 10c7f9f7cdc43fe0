package dev.traza.command.processor;

import dev.traza.contract.envelope.TicketNumber;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The numbers that one partition has handed out, and to which tickets; the greatest of them is the counter. */
final class NumberStore {

    static final String NAME = "ticket-numbers";

    private final KeyValueStore<Long, UUID> store;
    private final int partition;
    private final int partitions;

    NumberStore(KeyValueStore<Long, UUID> store, int partition, int partitions) {
        this.store = store;
        this.partition = partition;
        this.partitions = partitions;
    }

    static StoreBuilder<KeyValueStore<Long, UUID>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Long(), Serdes.UUID())
                .withCachingDisabled();
    }

    /** The number that the next ticket of this partition gets. It stays the next one until it is {@linkplain #give given}. */
    TicketNumber next() {
        try (KeyValueIterator<Long, UUID> greatestFirst = store.reverseAll()) {
            return greatestFirst.hasNext()
                    ? new TicketNumber(Math.addExact(greatestFirst.next().key, partitions))
                    : TicketNumber.of(1, partition, partitions);
        }
    }

    void give(TicketNumber number, UUID ticketId) {
        store.put(number.n(), ticketId);
    }

    Optional<UUID> ticketOf(TicketNumber number) {
        return Optional.ofNullable(store.get(number.n()));
    }
}
