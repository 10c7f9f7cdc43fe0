package dev.traza.routing.api;

import dev.traza.routing.directory.Organisation.Written;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The answer to a removal. */
final class Removal {

    private Removal() {}

    static Response answer(Optional<Written> removed, String what, String id) {
        return switch (removed.orElseThrow(() -> Refusals.notFound(what, id))) {
            case Written.Done done -> Response.noContent().build();
            case Written.Mismatch mismatch -> throw Versions.mismatch();
        };
    }
}
