package dev.traza.command.api;

import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.TicketCommand.MergeTicket;
import dev.traza.contract.ticket.TicketCommand.UnmergeTicket;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Two tickets about the same matter: one goes on in the other, and can be taken back. */
@Path("/api/v1/tickets/{id}/merge")
@Blocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(name = "Merging", description = "Two tickets about the same matter; {id} is a ticket's id or its number")
public class MergeResource {

    private final TicketWrites writes;

    @Inject
    MergeResource(TicketWrites writes) {
        this.writes = writes;
    }

    @POST
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Let a ticket go on in another",
            description = "It is closed as MERGED, its conversation is read with the other ticket's, and its requester,"
                    + " participants and followers become the other's too. Both tickets have to agree: the other one must"
                    + " be neither closed nor merged itself.")
    public Uni<Response> mergeTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Merge request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        String into = TicketRef.parse(request.into())
                .orElseThrow(() -> TicketWrites.malformed(
                        "/into", "ticket", "A ticket is named by its id or by a number such as T-1042."))
                .text();
        return writes.write(
                "merge", id, request, headers, uri, (actor, commandId) -> new MergeTicket(into, request.reason()));
    }

    @DELETE
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Take a merged ticket back",
            description = "It is as it was when it was merged, and what came from it leaves the other ticket.")
    public Uni<Response> unmergeTicket(@PathParam("id") String id, @BeanParam WriteHeaders headers, UriInfo uri) {
        return writes.write(
                "unmerge", id, Requests.Empty.REQUEST, headers, uri, (actor, commandId) -> new UnmergeTicket(null));
    }
}
