package dev.traza.command.processor;

import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.sealing.TextKeys;
import dev.traza.contract.topic.Topics;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;

/** The keys that a topology under test has published, as those read them who may. */
record DriverKeys(TopologyTestDriver driver) implements TextKeys {

    private static final TextKey LOG = TextKey.generate();

    /** What topologies under test seal commands with. */
    static final Supplier<TextKey> LOG_KEY = () -> LOG;

    /** Puts that key where a topology finds it. */
    static void logKeyTo(TopologyTestDriver driver) {
        driver.createInputTopic(Topics.COMMAND_KEYS.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(
                        LOG.id().toString(),
                        ByteBuffer.allocate(Long.BYTES + TextKey.BYTES)
                                .putLong(0)
                                .put(LOG.secret())
                                .array());
    }

    @Override
    public Optional<TextKey> find(UUID keyId) {
        KeyValueStore<String, byte[]> published = driver.getKeyValueStore(PublishedKeys.NAME);
        byte[] secret = published.get(keyId.toString());
        if (secret == null) {
            throw new AssertionError("The key " + keyId + " was never published");
        }
        return secret.length == 0 ? Optional.empty() : Optional.of(TextKey.of(keyId, secret));
    }
}
