package dev.traza.routing.api;

import dev.traza.kit.security.Roles;
import dev.traza.routing.desk.Desk;
import dev.traza.routing.desk.Directory;
import dev.traza.routing.directory.DirectoryConfig;
import dev.traza.routing.directory.Organisation;
import dev.traza.routing.directory.Rules;
import dev.traza.routing.store.DirectoryStore.Kind;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Desks: the departments that have a help desk. */
@Path("/api/v1/desks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(name = "Desks", description = "Where tickets come in")
public class DeskResource {

    private final Organisation organisation;
    private final Rules rules;
    private final DirectoryConfig limits;

    @Inject
    DeskResource(Organisation organisation, Rules rules, DirectoryConfig limits) {
        this.organisation = organisation;
        this.rules = rules;
        this.limits = limits;
    }

    /** A desk as written. */
    public record DeskRequest(
            @NotBlank @Size(max = Names.LONGEST_NAME) String name) {}

    /** All desks by id. */
    @GET
    @APIResponseSchema(
            value = Pages.OfDesks.class,
            responseCode = "200",
            responseDescription = "A page; Link: rel=\"next\" leads to the next one")
    public Response listDesks(
            @QueryParam("limit") @DefaultValue(Pages.DEFAULT_LIMIT) @Min(1) @Max(Pages.MOST) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        String after = Pages.after(cursor);
        List<Desk> rest = organisation.current().directory().desks().values().stream()
                .filter(desk -> after == null || desk.id().compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        return Pages.answer(uri, rest, limit, Desk::id, page -> page);
    }

    /** One desk. */
    @GET
    @Path("{id}")
    @APIResponseSchema(value = Desk.class, responseCode = "200", responseDescription = "As it is; ETag is its version")
    public Response getDesk(@PathParam("id") String id, @Context Request request) {
        Organisation.Snapshot now = organisation.current();
        Desk desk = now.directory().desks().get(id);
        if (desk == null) {
            throw Refusals.notFound("desk", id);
        }
        return Versions.shown(request, now.version(Kind.DESK, id).orElseThrow(), desk);
    }

    /** Creates or changes a desk. */
    @PUT
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @APIResponseSchema(value = Desk.class, responseCode = "200", responseDescription = "Changed, or as it was")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Desk.class)))
    public Response putDesk(
            @PathParam("id") @Pattern(regexp = Names.ID) String id,
            @NotNull @Valid DeskRequest body,
            @Context Request request,
            @Context HttpHeaders headers) {
        Organisation.Snapshot now = organisation.current();
        Long expected = Versions.expected(request, headers, now.version(Kind.DESK, id));
        Directory directory = now.directory();
        if (!directory.desks().containsKey(id) && directory.desks().size() >= limits.maxDesks()) {
            throw Refusals.tooMany("desks", limits.maxDesks());
        }
        Desk desk = new Desk(id, body.name());
        return Versions.written(organisation.put(Kind.DESK, id, desk, expected), desk);
    }

    /** Removes a desk that has no teams and to which no rule leads. */
    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @APIResponse(responseCode = "204", description = "Removed")
    public Response removeDesk(@PathParam("id") String id, @Context Request request, @Context HttpHeaders headers) {
        Organisation.Snapshot now = organisation.current();
        Desk desk = now.directory().desks().get(id);
        if (desk == null) {
            throw Refusals.notFound("desk", id);
        }
        Long expected = Versions.expected(request, headers, now.version(Kind.DESK, id));
        if (!now.directory().teamsOf(desk).isEmpty()) {
            throw Refusals.inUse("The desk has teams; remove them or move them to another desk.");
        }
        if (rules.current().rules().stream().anyMatch(rule -> rule.deskId().equals(id))) {
            throw Refusals.inUse("Routing rules lead to the desk; change them first.");
        }
        return Removal.answer(organisation.remove(Kind.DESK, id, expected), "desk", id);
    }
}
