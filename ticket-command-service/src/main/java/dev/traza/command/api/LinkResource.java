package dev.traza.command.api;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.SplitTicket;
import dev.traza.contract.ticket.TicketCommand.UnlinkTicket;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What tickets are to each other. */
@Path("/api/v1/tickets/{id}")
@Blocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(name = "Across tickets", description = "What tickets are to each other; {id} is a ticket's id or its number")
public class LinkResource {

    private final TicketWrites writes;

    @Inject
    LinkResource(TicketWrites writes) {
        this.writes = writes;
    }

    @PUT
    @Path("links/{type}/{other}")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Link a ticket to another",
            description =
                    "The other ticket, named by its id or number, gets the inverse link. 404 also when there is no such"
                            + " other ticket; 422 when one of the two forbids it. The answer is the first ticket's.")
    public Uni<Response> linkTicket(
            @PathParam("id") String id,
            @PathParam("type") LinkType type,
            @PathParam("other") String other,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return write("link", id, type, other, headers, uri, named -> new LinkTicket(type, named));
    }

    @DELETE
    @Path("links/{type}/{other}")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Take a link away", description = "From the other ticket too.")
    public Uni<Response> unlinkTicket(
            @PathParam("id") String id,
            @PathParam("type") LinkType type,
            @PathParam("other") String other,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return write("unlink", id, type, other, headers, uri, named -> new UnlinkTicket(type, named));
    }

    @POST
    @Path("splits")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "201", responseDescription = "Opened")
    @Operation(
            summary = "Make a comment a ticket of its own",
            description =
                    "The new ticket is for the same requester and begins like the first; the comment is its description."
                            + " The answer is the new ticket's.")
    public Uni<Response> splitTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Split request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "split",
                id,
                request,
                headers,
                true,
                uri,
                (actor, commandId) ->
                        new SplitTicket(request.commentId(), Ids.derived(commandId, "ticket"), request.subject()));
    }

    private Uni<Response> write(
            String operation,
            String id,
            LinkType type,
            String other,
            WriteHeaders headers,
            UriInfo uri,
            Function<String, TicketCommand> command) {
        String named = TicketWrites.ticket(other).text();
        return writes.write(
                operation + " " + type + " " + named,
                id,
                Requests.Empty.REQUEST,
                headers,
                uri,
                (actor, commandId) -> command.apply(named));
    }
}
