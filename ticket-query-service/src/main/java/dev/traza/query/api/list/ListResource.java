package dev.traza.query.api.list;

import dev.traza.kit.http.ChecksParameters;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import io.micrometer.core.annotation.Timed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lists of tickets. */
@Path("/api/v1/tickets")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Listing tickets", description = "Lists by filters and words, page by page or whole")
public class ListResource {

    private final ListReader lists;
    private final TicketLists tickets;
    private final IndexAnswers index;
    private final CurrentActor caller;

    @Inject
    ListResource(ListReader lists, TicketLists tickets, IndexAnswers index, CurrentActor caller) {
        this.lists = lists;
        this.tickets = tickets;
        this.index = index;
        this.caller = caller;
    }

    /** Tickets by filters and words. */
    @GET
    @ChecksParameters
    @Operation(summary = "Tickets by filters and words", description = ListDocumentation.OF_LISTS)
    @APIResponse(
            responseCode = "200",
            description = "A page; Link: rel=\"next\" leads to the next one",
            content = @Content(schema = @Schema(implementation = ListAnswer.class)))
    @APIResponse(responseCode = "400", description = "A parameter is unknown or not as it has to be")
    @APIResponse(responseCode = "403", description = "A parameter is for staff")
    @APIResponse(responseCode = "503", description = "What the Consistency-Token names is not there yet")
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description = "From the answers of writes; the read waits until it sees them. Several separated by commas.",
            schema = @Schema(type = SchemaType.STRING))
    @Timed(
            value = "traza.query.time",
            extraTags = {"kind", "list"},
            percentiles = {0.5, 0.99})
    public Response listTickets(UriInfo uri, HttpHeaders headers) {
        Viewer viewer = new Viewer(caller.actor());
        ListParameters asked = lists.read(uri.getQueryParameters(), viewer);
        index.await(headers);
        return tickets.answer(asked, viewer, uri);
    }
}
