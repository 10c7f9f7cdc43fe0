package dev.traza.command.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Says once in the OpenAPI document what every write may answer. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class EveryWrite implements OASFilter {

    /** Described at the opening of tickets, and the same for all. */
    static final String NOT_YET_DECIDED = "202";

    private static final String TICKETS = "/api/v1/tickets";

    private static final Map<String, String> REFUSALS = Map.of(
            "400", "Malformed; errors[] names the fields",
            "401", "No valid bearer token",
            "403", "The caller may not do this to the ticket",
            "404", "There is no such ticket, or none that the caller may know of",
            "409", "Not possible in the ticket's status; possible[] says what is",
            "412", "The ticket is not at the version of If-Match",
            "422", "Breaks a rule, or the Idempotency-Key was used for something else",
            "503", "Not available at the moment; Retry-After says when to come back");

    /** Made by the container. */
    public EveryWrite() {}

    @Override
    public void filterOpenAPI(OpenAPI document) {
        APIResponse notYetDecided = Objects.requireNonNull(document.getPaths()
                .getPathItem(TICKETS)
                .getPOST()
                .getResponses()
                .getAPIResponse(NOT_YET_DECIDED));
        document.getPaths().getPathItems().entrySet().stream()
                .filter(path -> path.getKey().startsWith(TICKETS))
                .map(path -> path.getValue().getOperations())
                .flatMap(operations -> operations.values().stream())
                .forEach(operation -> complete(operation.getResponses(), notYetDecided));
    }

    private static void complete(APIResponses responses, APIResponse notYetDecided) {
        responses.addAPIResponse(NOT_YET_DECIDED, notYetDecided);
        // Also over the words that Quarkus has for some of them.
        REFUSALS.forEach((status, description) ->
                responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description)));
    }
}
