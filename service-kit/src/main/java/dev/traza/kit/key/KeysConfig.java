package dev.traza.kit.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where keys are had. */
@ConfigMapping(prefix = "traza.keys")
public interface KeysConfig {

    /**
     * Where ticket-command-service is, for example {@code http://127.0.0.1:8081}: the address that stands before its
     * instances, or theirs, which are asked in turn until one answers. Without any, sealed texts cannot be read.
     */
    Optional<List<URI>> urls();

    /** A file with a bearer token of the role integrator; it is read anew for every request, so that it can be renewed. */
    Optional<Path> tokenFile();

    /** How long one request to one address may take. */
    @WithDefault("5s")
    Duration timeout();

    /** How many keys are kept. */
    @WithDefault("50000")
    int cached();

    /** How long a key is kept; for so long a text that was erased can still be read from the log here. */
    @WithDefault("5m")
    Duration keptFor();
}
