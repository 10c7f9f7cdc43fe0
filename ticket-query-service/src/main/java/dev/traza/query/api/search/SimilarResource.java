package dev.traza.query.api.search;

import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.ApiConfig;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.list.IndexAnswers;
import dev.traza.query.api.ticket.TicketReads;
import dev.traza.query.index.Alike;
import dev.traza.query.index.Draft;
import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketView;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Tickets about the same as another one. */
@Path("/api/v1/tickets/{ticket}/similar")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Finding tickets")
public class SimilarResource {

    private final TicketReads reads;
    private final IndexAnswers index;
    private final CurrentActor caller;
    private final ApiConfig config;

    @Inject
    SimilarResource(TicketReads reads, IndexAnswers index, CurrentActor caller, ApiConfig config) {
        this.reads = reads;
        this.index = index;
        this.caller = caller;
        this.config = config;
    }

    /** Tickets about the same. */
    @GET
    @Operation(
            summary = "Tickets about the same, the likest first",
            description =
                    "To see how others were solved: open and closed ones that share telling words with this ticket's subject and description, in any form of the word, Spanish and English. score is how much of what is telling in this ticket the other has too, the rarer the word the more, with a little for the same category; why says which words. Tickets that are one with this one by merging are left out, and so is what the caller may not see.")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "20", defaultValue = "5"))
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description = "From the answers of writes; the read waits until it sees them. Several separated by commas.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "Tickets about the same; empty when none is like it",
            content = @Content(schema = @Schema(implementation = AlikeAnswer.class)))
    @APIResponse(responseCode = "400", description = "A parameter is unknown or not as it has to be")
    @APIResponse(responseCode = "404", description = "There is no such ticket, or none that the caller may see")
    @APIResponse(responseCode = "503", description = "What the Consistency-Token names is not there yet")
    @Timed(
            value = "traza.query.time",
            extraTags = {"kind", "similar"},
            percentiles = {0.5, 0.99})
    public Response findSimilarTickets(@RestPath String ticket, UriInfo uri, HttpHeaders headers) {
        Parameters parameters = new Parameters(uri.getQueryParameters());
        int limit = parameters.few("limit", config.defaultAlike(), config.maxAlike());
        parameters.check();
        Viewer viewer = new Viewer(caller.actor());
        TicketView view = reads.find(ticket, viewer, headers);
        index.await(headers);
        Draft draft = Draft.of(view, oneWith(view));
        List<Alike> found = index.ask(tickets -> tickets.similar(draft, viewer.onlyOf(), limit));
        return Response.ok(AlikeAnswer.of(found))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    /** Itself, what goes on in it, and where it goes on. */
    private Set<UUID> oneWith(TicketView view) {
        Set<UUID> one = new HashSet<>();
        reads.withOthers(view).views().forEach(merged -> one.add(merged.ticketId()));
        Ticket ticket = view.ticket();
        Ticket.Into into = ticket == null ? null : ticket.merging().into();
        if (into != null) {
            one.add(into.ticketId());
        }
        return one;
    }
}
