package dev.traza.query.api.search;

import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.ApiConfig;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.list.IndexAnswers;
import dev.traza.query.index.Alike;
import dev.traza.query.index.Draft;
import io.micrometer.core.annotation.Timed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether what somebody is about to ask was asked already. */
@Path("/api/v1/tickets/duplicates")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Finding tickets")
public class DuplicateResource {

    private final IndexAnswers index;
    private final CurrentActor caller;
    private final ApiConfig config;

    @Inject
    DuplicateResource(IndexAnswers index, CurrentActor caller, ApiConfig config) {
        this.index = index;
        this.caller = caller;
        this.config = config;
    }

    /** Tickets by which a draft was probably asked already. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Tickets of which a draft is probably a duplicate, the surest first",
            description =
                    "Changes nothing and keeps nothing of the draft. score says how sure it is: telling words that both have, the rarer the more (0.6), the same requester (0.25), not yet resolved or closed (0.15); why says the same in words. Requesters are compared with tickets only that they may see.")
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
            description = "Probable duplicates; empty when there is none",
            content = @Content(schema = @Schema(implementation = AlikeAnswer.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is unknown or not as it has to be")
    @APIResponse(responseCode = "413", description = "The body is too large")
    @APIResponse(responseCode = "415", description = "The body is not JSON")
    @APIResponse(responseCode = "503", description = "What the Consistency-Token names is not there yet")
    @Timed(
            value = "traza.query.time",
            extraTags = {"kind", "duplicates"},
            percentiles = {0.5, 0.99})
    public Response findDuplicates(@Valid @NotNull DraftRequest draft, UriInfo uri, HttpHeaders headers) {
        Parameters parameters = new Parameters(uri.getQueryParameters());
        int limit = parameters.few("limit", config.defaultAlike(), config.maxAlike());
        parameters.check();
        Viewer viewer = new Viewer(caller.actor());
        String requester = draft.requester() == null
                ? viewer.actor().subject()
                : draft.requester().id();
        Draft asked = new Draft(
                draft.subject(),
                draft.description() == null ? "" : draft.description(),
                requester,
                draft.category(),
                Set.of());
        index.await(headers);
        List<Alike> found = index.ask(tickets -> tickets.duplicates(asked, viewer.onlyOf(), limit));
        return Response.ok(AlikeAnswer.of(found))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}
