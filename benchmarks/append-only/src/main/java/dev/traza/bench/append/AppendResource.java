package dev.traza.bench.append;

import dev.traza.kit.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes every request that the command service's tickets take, with the same tokens, on the same kind of thread, and
 * answers as much as it does. It neither reads nor decides anything.
 */
@Path("/api/v1/tickets")
@Blocking
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
public class AppendResource {

    private static final int CREATED = 201;
    private static final int OK = 200;

    private final AppendLog log;

    @Inject
    AppendResource(AppendLog log) {
        this.log = log;
    }

    /** As an opened ticket is answered. */
    @POST
    public Uni<Response> open(byte @Nullable [] body) {
        return append(body, CREATED);
    }

    /** As everything else that is posted is answered. */
    @POST
    @Path("{ticket}/{what}")
    public Uni<Response> post(byte @Nullable [] body) {
        return append(body, OK);
    }

    /** As everything that is put is answered. */
    @PUT
    @Path("{ticket}/{what}")
    public Uni<Response> put(byte @Nullable [] body) {
        return append(body, OK);
    }

    private Uni<Response> append(byte @Nullable [] body, int status) {
        return Uni.createFrom()
                .completionStage(log.append(body == null ? new byte[0] : body))
                .map(id -> Response.status(status)
                        .header("ETag", "\"1\"")
                        .entity(new Answer(id, "T-1", 1, "OPEN"))
                        .build());
    }

    /** Like the answer of the command service. */
    public record Answer(UUID ticketId, String number, long version, String status) {}
}
