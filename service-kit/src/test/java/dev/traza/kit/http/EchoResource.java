package dev.traza.kit.http;

import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** A smallest service, to try on what all services share. */
@Path("/api/v1/echo")
public class EchoResource {

    private final CurrentActor caller;

    EchoResource(CurrentActor caller) {
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.AGENT)
    public Order echo(@Valid Order order) {
        return order;
    }

    @GET
    @Path("caller")
    @RolesAllowed({Roles.AGENT, Roles.REQUESTER})
    public Map<String, Object> caller() {
        return Map.of(
                "subject", caller.actor().subject(), "roles", caller.actor().roles());
    }

    @GET
    @Path("limited")
    @RolesAllowed(Roles.AGENT)
    public String limited(@QueryParam("limit") @Max(100) int limit) {
        return Integer.toString(limit);
    }

    @GET
    @Path("by-hand")
    @RolesAllowed(Roles.AGENT)
    @Parameter(name = "by", in = ParameterIn.QUERY)
    public String byHand(UriInfo uri) {
        return uri.getQueryParameters().toString();
    }

    @GET
    @Path("conflict")
    @RolesAllowed(Roles.AGENT)
    public String conflict() {
        throw new ProblemException(ProblemType.CONFLICT, "Taken.");
    }

    @GET
    @Path("bug")
    @RolesAllowed(Roles.AGENT)
    public String bug() {
        throw new IllegalStateException("a secret");
    }

    @GET
    @Path("forgotten")
    public String withoutAnnotation() {
        return "open";
    }

    /** How urgent an order is. */
    public enum Urgency {
        LOW,
        HIGH
    }

    /** What is ordered. */
    public record Item(@NotBlank String name, int count) {}

    /** An order. */
    public record Order(
            @NotBlank String customer,
            Urgency urgency,
            Instant at,
            @Valid List<Item> items) {}
}
