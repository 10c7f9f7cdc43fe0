package dev.traza.query.api.search;

import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.ApiConfig;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.list.IndexAnswers;
import dev.traza.query.index.Suggestion;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a search box shows while somebody types. */
@Path("/api/v1/tickets/suggestions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Finding tickets", description = "What a search box suggests, what is similar, what a draft may double")
public class SuggestionResource {

    private final IndexAnswers index;
    private final CurrentActor caller;
    private final ApiConfig config;

    @Inject
    SuggestionResource(IndexAnswers index, CurrentActor caller, ApiConfig config) {
        this.index = index;
        this.caller = caller;
        this.config = config;
    }

    /** A few tickets that somebody may mean who has not typed to the end. */
    @GET
    @Operation(
            summary = "A few tickets that somebody may mean who has not typed to the end",
            description =
                    "By the beginning of the number, or with words of the subject or the requester's name that begin like each word typed; numbers first, then what was worked on last. Ask after each pause in typing; nothing has a meaning but letters and digits.")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            required = true,
            description = "What was typed so far; the first six words count",
            example = "impr",
            schema = @Schema(type = SchemaType.STRING, maxLength = 100))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "20", defaultValue = "8"))
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description = "From the answers of writes; the read waits until it sees them. Several separated by commas.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "What may be meant; empty when nothing begins so",
            content = @Content(schema = @Schema(implementation = SuggestionsAnswer.class)))
    @APIResponse(responseCode = "400", description = "A parameter is unknown, missing or not as it has to be")
    @APIResponse(responseCode = "503", description = "What the Consistency-Token names is not there yet")
    @Timed(
            value = "traza.query.time",
            extraTags = {"kind", "suggestions"},
            percentiles = {0.5, 0.99})
    public Response suggestTickets(UriInfo uri, HttpHeaders headers) {
        Parameters parameters = new Parameters(uri.getQueryParameters());
        Optional<String> typed = parameters.one("q", config.maxSuggestionLength());
        int limit = parameters.few("limit", config.defaultSuggestions(), config.maxSuggestions());
        parameters.check();
        String text = typed.orElseThrow(() -> Parameters.missing("q"));
        Viewer viewer = new Viewer(caller.actor());
        index.await(headers);
        List<Suggestion> found = index.ask(tickets -> tickets.suggestions(text, viewer.onlyOf(), limit));
        return Response.ok(SuggestionsAnswer.of(found))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}
