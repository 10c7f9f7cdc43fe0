package dev.traza.command.processor;

import dev.traza.command.follow.KeptTopic;
import dev.traza.contract.topic.Topics;
import java.util.UUID;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The keys of all partitions, in a store of each instance, so that each can give them to those who may read texts. */
public final class PublishedKeys {

    static final String NAME = "published-keys";

    private final ReadOnlyKeyValueStore<String, byte[]> store;

    PublishedKeys(ReadOnlyKeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** A key, as far as this instance has heard. */
    public sealed interface Known {

        /** It is there. */
        record Present(byte[] secret) implements Known {}

        /** It was, and the texts with it. */
        record Destroyed() implements Known {}

        /** It was never heard of; it may have been made a moment ago. */
        record Unknown() implements Known {}
    }

    /**
     * A key.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the store cannot be read at the moment
     */
    public Known find(UUID keyId) {
        byte[] secret = store.get(keyId.toString());
        if (secret == null) {
            return new Known.Unknown();
        }
        return secret.length == 0 ? new Known.Destroyed() : new Known.Present(secret);
    }

    static Topology in(Topology topology) {
        return KeptTopic.in(topology, Topics.TICKET_KEYS, Stores.persistentKeyValueStore(NAME));
    }
}
