package dev.traza.kit.key;

import dev.traza.contract.reader.KeyCache;
import dev.traza.contract.reader.KeyClient;
import dev.traza.contract.reader.KeySource;
import dev.traza.contract.reader.KeysAwayException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the service's cache of keys. */
@Singleton
class Keys {

    private final KeysConfig config;
    private @Nullable KeyClient client;

    @Inject
    Keys(KeysConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    KeyCache cache() {
        return new KeyCache(source(), config.cached(), config.keptFor(), Clock.systemUTC());
    }

    private KeySource source() {
        Optional<List<URI>> urls = config.urls();
        if (urls.isEmpty()) {
            return keyIds -> {
                throw new KeysAwayException("A sealed text cannot be read: traza.keys.urls is not set");
            };
        }
        KeyClient asking = new KeyClient(urls.get(), this::token, config.timeout());
        client = asking;
        return asking;
    }

    private String token() {
        Path file = config.tokenFile()
                .orElseThrow(() -> new KeysAwayException("Keys cannot be asked for: traza.keys.token-file is not set"));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new KeysAwayException("The token cannot be read from " + file, e);
        }
    }

    @PreDestroy
    void close() {
        if (client != null) {
            client.close();
        }
    }
}
