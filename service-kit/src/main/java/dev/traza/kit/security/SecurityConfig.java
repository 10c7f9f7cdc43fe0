package dev.traza.kit.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How callers are recognised, beside what {@code mp.jwt} and {@code smallrye.jwt} say. */
@ConfigMapping(prefix = "traza.security")
interface SecurityConfig {

    /** How many verified tokens are kept, the ones used least given up first; 0 verifies each time. */
    @WithDefault("2000")
    int tokensKept();

    /** How long a token is believed without verifying it again; shorter when it expires before. */
    @WithDefault("5m")
    Duration tokenKeptFor();
}
