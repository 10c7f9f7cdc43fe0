package dev.traza.query.api.ticket;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What is different between two versions of a ticket. */
@Path("/api/v1/tickets/{ticket}/difference")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Reading tickets")
public class DifferenceResource {

    private static final String FROM = "from";
    private static final String TO = "to";

    private final TicketReads reads;
    private final TimeTravel travel;
    private final CurrentActor caller;
    private final ObjectMapper json;

    @Inject
    DifferenceResource(TicketReads reads, TimeTravel travel, CurrentActor caller, ObjectMapper json) {
        this.reads = reads;
        this.travel = travel;
        this.caller = caller;
        this.json = json;
    }

    /** Field by field. */
    @GET
    @Operation(
            summary = "What is different between two versions of a ticket",
            description =
                    "Field by field, with the value before and after, as far as the caller may see it. A version is the ticket at the end of the time in which it had it, as with atVersion.")
    @Parameter(
            name = FROM,
            in = ParameterIn.QUERY,
            description = "The earlier version; 1 if absent",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "1"))
    @Parameter(
            name = TO,
            in = ParameterIn.QUERY,
            description = "The later version; the present one if absent",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description = "From the answers of writes; the read waits until it sees them. Several separated by commas.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The fields that are different; none if nothing is",
            content = @Content(schema = @Schema(implementation = DifferenceAnswer.class)))
    @APIResponse(responseCode = "400", description = "A parameter is unknown or not as it has to be")
    @APIResponse(
            responseCode = "404",
            description = "There is no such ticket, none that the caller may see, or it has never had such a version")
    @APIResponse(responseCode = "503", description = "What the Consistency-Token names is not there yet")
    @Timed(
            value = "traza.query.time",
            extraTags = {"kind", "difference"},
            percentiles = {0.5, 0.99})
    public Response getDifference(@RestPath String ticket, UriInfo uri, HttpHeaders headers) {
        Parameters parameters = new Parameters(uri.getQueryParameters());
        long from = TimeTravel.version(parameters, FROM).orElse(1L);
        Optional<Long> to = TimeTravel.version(parameters, TO);
        if (to.filter(later -> later < from).isPresent()) {
            parameters.wrong(TO, "invalid-value", "Not before from.");
        }
        parameters.check();
        Viewer viewer = new Viewer(caller.actor());
        TicketView present = reads.find(ticket, viewer, headers);
        return Response.ok(DifferenceAnswer.between(
                        at(present, from, viewer), at(present, to.orElse(present.version()), viewer), json))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    private TicketAnswer at(TicketView present, long version, Viewer viewer) {
        return TicketAnswer.of(travel.at(present, new TimeTravel.Asked.AtVersion(version)), viewer);
    }
}
