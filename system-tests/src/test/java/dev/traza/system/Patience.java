package dev.traza.system;

import java.time.Duration;

/** How long tests wait: long enough for a machine that does many other things too. */
final class Patience {

    /** For what takes a second or two on a quiet machine. */
    static final Duration SECONDS = Duration.ofSeconds(60);

    /** For a whole stack to come to rest. */
    static final Duration REST = Duration.ofSeconds(120);

    private Patience() {}
}
