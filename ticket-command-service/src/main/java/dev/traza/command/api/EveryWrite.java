package dev.traza.command.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Says once in the OpenAPI document what every write, and every read, may answer. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class EveryWrite implements OASFilter {

    /** Described at the opening of tickets, and the same for all. */
    static final String NOT_YET_DECIDED = "202";

    private static final String TICKETS = "/api/v1/tickets";

    private static final String CATALOG = "/api/v1/catalog";

    private static final Map<String, String> REFUSALS = Map.of(
            "400", "Malformed; errors[] names the fields",
            "401", "No valid bearer token",
            "403", "The caller may not do this to the ticket",
            "404", "There is no such ticket, or none that the caller may know of",
            "409", "Not possible in the ticket's status; possible[] says what is",
            "412", "The ticket is not at the version of If-Match",
            "422", "Breaks a rule, or the Idempotency-Key was used for something else",
            "503", "Not available at the moment; Retry-After says when to come back");

    private static final Set<String> OF_READS = Set.of("400", "401", "403", "404");

    /** Made by the container. */
    public EveryWrite() {}

    @Override
    public void filterOpenAPI(OpenAPI document) {
        APIResponse notYetDecided = Objects.requireNonNull(document.getPaths()
                .getPathItem(TICKETS)
                .getPOST()
                .getResponses()
                .getAPIResponse(NOT_YET_DECIDED));
        document.getPaths().getPathItems().forEach((path, item) -> {
            boolean aboutItems = path.startsWith(CATALOG);
            boolean aboutOneTicket = path.startsWith(TICKETS) && !path.equals(BulkResource.PATH);
            if (aboutItems || aboutOneTicket) {
                item.getOperations().forEach((method, operation) -> {
                    boolean reads = method == PathItem.HttpMethod.GET;
                    if (!reads) {
                        operation.getResponses().addAPIResponse(NOT_YET_DECIDED, notYetDecided);
                    }
                    refuse(operation.getResponses(), reads, aboutItems ? "item" : "ticket");
                });
            }
        });
    }

    private static void refuse(APIResponses responses, boolean reads, String what) {
        // Also over the words that Quarkus has for some of them.
        REFUSALS.forEach((status, description) -> {
            if (!reads || OF_READS.contains(status)) {
                responses.addAPIResponse(
                        status, OASFactory.createAPIResponse().description(description.replace("ticket", what)));
            }
        });
    }
}
