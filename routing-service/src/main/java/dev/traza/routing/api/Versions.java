package dev.traza.routing.api;

import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.routing.directory.Organisation.Written;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Versions as entity tags (RFC 9110). */
final class Versions {

    private Versions() {}

    static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /** {@code 200} with what is there, or {@code 304} when the caller has it. */
    static Response shown(Request request, long version, Object body) {
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag(version));
        if (unchanged != null) {
            refuseMismatch(unchanged.build().getStatus());
            return unchanged.tag(tag(version)).build();
        }
        return Response.ok(body).tag(tag(version)).build();
    }

    /**
     * Checks {@code If-Match} and {@code If-None-Match} of a write.
     *
     * @param present the version that is there, if anything is
     * @return the version on which the write depends; absent when the caller does not care
     * @throws ProblemException (412) if the precondition fails
     */
    static @Nullable Long expected(Request request, HttpHeaders headers, Optional<Long> present) {
        Response.ResponseBuilder refused = present.isPresent()
                ? request.evaluatePreconditions(tag(present.get()))
                : request.evaluatePreconditions();
        if (refused != null) {
            throw mismatch();
        }
        if (headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH) != null
                && !headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH).isEmpty()
                && present.isEmpty()) {
            return 0L;
        }
        return headers.getRequestHeader(HttpHeaders.IF_MATCH) == null
                        || headers.getRequestHeader(HttpHeaders.IF_MATCH).isEmpty()
                ? null
                : present.orElse(0L);
    }

    /** The answer to a write. */
    static Response written(Written written, Object body) {
        return switch (written) {
            case Written.Done done ->
                Response.status(done.created() ? Response.Status.CREATED : Response.Status.OK)
                        .entity(body)
                        .tag(tag(done.version()))
                        .build();
            case Written.Mismatch mismatch -> throw mismatch();
        };
    }

    static ProblemException mismatch() {
        return new ProblemException(
                ProblemType.VERSION_MISMATCH, "Somebody has changed it in the meantime. Read it again.");
    }

    private static void refuseMismatch(int status) {
        if (status == Response.Status.PRECONDITION_FAILED.getStatusCode()) {
            throw mismatch();
        }
    }
}
