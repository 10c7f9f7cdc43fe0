package dev.traza.command.processor;

import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.sealing.TextKeys;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;

/** The keys that a topology under test has published, as those read them who may. */
record DriverKeys(TopologyTestDriver driver) implements TextKeys {

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
