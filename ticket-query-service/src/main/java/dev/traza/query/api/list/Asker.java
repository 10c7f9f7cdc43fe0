package dev.traza.query.api.list;

import dev.traza.query.api.Viewer;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who asks for a list.
 *
 * @param now when
 * @param teams the ids of their teams; asked only if the question is about them
 */
record Asker(Viewer viewer, Instant now, Supplier<Set<String>> teams) {

    String id() {
        return viewer.actor().subject();
    }
}
