package dev.traza.query.api.live;

import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.ticket.TicketReads;
import dev.traza.query.live.Presence;
import dev.traza.query.live.PresenceBoard;
import dev.traza.query.live.PresenceTopic;
import dev.traza.query.live.Turns;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Who looks at a ticket and who writes, so that two agents do not answer at once. Staff only. */
@Path("/api/v1/tickets/{ticket}/presence")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(name = "Live")
public class PresenceResource {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final TicketReads reads;
    private final PresenceBoard board;
    private final PresenceTopic topic;
    private final Turns turns;
    private final CurrentActor caller;
    private final Clock clock;

    @Inject
    PresenceResource(
            TicketReads reads,
            PresenceBoard board,
            PresenceTopic topic,
            Turns turns,
            CurrentActor caller,
            Clock clock) {
        this.reads = reads;
        this.board = board;
        this.topic = topic;
        this.turns = turns;
        this.caller = caller;
        this.clock = clock;
    }

    /** Who is there. */
    @GET
    @Operation(summary = "Who looks at the ticket, and who writes something", description = "Staff only.")
    @APIResponse(
            responseCode = "200",
            description = "Those who said so within the last half minute",
            content = @Content(schema = @Schema(implementation = PresenceAnswer.class)))
    @APIResponse(responseCode = "404", description = "There is no such ticket")
    public Response getPresence(@RestPath String ticket, HttpHeaders headers) {
        return answer(find(ticket, headers));
    }

    /** The caller is there. */
    @PUT
    @Operation(
            summary = "The caller is at the ticket",
            description =
                    "Good for half a minute (traza.query.live.present-for): say it again every ten seconds. All instances show it. Staff only.")
    @APIResponse(
            responseCode = "200",
            description = "Who is there now, the caller among them",
            content = @Content(schema = @Schema(implementation = PresenceAnswer.class)))
    @APIResponse(responseCode = "400", description = "The body is not as it has to be")
    @APIResponse(responseCode = "404", description = "There is no such ticket")
    @APIResponse(responseCode = "429", description = "Said too often")
    @APIResponse(responseCode = "503", description = "The other instances cannot be told at the moment")
    public Response announcePresence(
            @RestPath String ticket, @NotNull @Valid PresenceRequest request, HttpHeaders headers) {
        UUID ticketId = find(ticket, headers);
        say(
                ticketId,
                switch (request.state()) {
                    case LOOKING -> Presence.State.LOOKING;
                    case TYPING -> Presence.State.TYPING;
                });
        return answer(ticketId);
    }

    /** The caller leaves. */
    @DELETE
    @Operation(
            summary = "The caller leaves the ticket",
            description = "Whoever does not say so is gone after half a minute.")
    @APIResponse(responseCode = "204", description = "They are not there any more")
    @APIResponse(responseCode = "404", description = "There is no such ticket")
    @APIResponse(responseCode = "429", description = "Said too often")
    @APIResponse(responseCode = "503", description = "The other instances cannot be told at the moment")
    public Response endPresence(@RestPath String ticket, HttpHeaders headers) {
        say(find(ticket, headers), Presence.State.LEFT);
        return Response.noContent().build();
    }

    private UUID find(String ticket, HttpHeaders headers) {
        return reads.find(ticket, new Viewer(caller.actor()), headers).ticketId();
    }

    private void say(UUID ticketId, Presence.State state) {
        String person = caller.actor().subject();
        if (!turns.take(person)) {
            throw new ProblemException(Problem.of(ProblemType.TOO_MANY_REQUESTS, "Once every ten seconds is enough.")
                    .withRetryAfter(RETRY_AFTER));
        }
        try {
            Presence said =
                    new Presence(ticketId, person, state, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            if (!topic.tell(said)) {
                throw TokenHeader.unavailable("The other instances cannot be told at the moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TokenHeader.unavailable("This node is shutting down.");
        }
    }

    private Response answer(UUID ticketId) {
        return Response.ok(PresenceAnswer.of(board.present(ticketId)))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }
}
