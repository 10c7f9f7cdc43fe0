package dev.traza.sla.api;

import dev.traza.contract.envelope.Ids;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.sla.book.BookRecord;
import dev.traza.sla.policy.Policy;
import dev.traza.sla.policy.PolicyBook;
import dev.traza.sla.policy.PolicyVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Service-level policies. */
@Path("/api/v1/sla-policies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "SLA policies", description = "Until when what is to be done")
public class PolicyResource {

    static final String ID = "[a-z0-9][a-z0-9-]{0,63}";

    private final BookKeeping keeping;
    private final CurrentActor caller;
    private final Clock clock;

    @Inject
    PolicyResource(BookKeeping keeping, CurrentActor caller, Clock clock) {
        this.keeping = keeping;
        this.caller = caller;
        this.clock = clock;
    }

    /** All policies, by id. */
    @GET
    @RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
    @Operation(summary = "All policies, by id")
    @APIResponseSchema(
            value = Page.OfPolicies.class,
            responseCode = "200",
            responseDescription = "A page; Link: rel=\"next\" leads to the next one")
    public Response listPolicies(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        return Page.answer(keeping.book().policies(), PolicyVersion::id, PolicyView::of, limit, cursor, uri);
    }

    /** One policy. */
    @GET
    @Path("{id}")
    @RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
    @Operation(summary = "One policy")
    @APIResponseSchema(
            value = PolicyView.class,
            responseCode = "200",
            responseDescription = "As it is; ETag is its version")
    public Response getPolicy(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        PolicyVersion version = keeping.book().policy(id).orElseThrow(PolicyResource::notFound);
        String etag = Preconditions.etag(version.version());
        return new Preconditions(null, ifNoneMatch).isKnown(version.version())
                ? Response.notModified().header(HttpHeaders.ETAG, etag).build()
                : Response.ok(PolicyView.of(version))
                        .header(HttpHeaders.ETAG, etag)
                        .build();
    }

    /** Writes a policy; one that is the same as the present version changes nothing. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Write a policy; running clocks are measured by it from then on")
    @APIResponseSchema(value = PolicyView.class, responseCode = "200", responseDescription = "Written, or as it was")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PolicyView.class)))
    public Response putPolicy(
            @PathParam("id") @Pattern(regexp = ID) String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
            @NotNull Policy policy) {
        UUID change = Ids.next();
        String by = caller.actor().subject();
        Preconditions preconditions = new Preconditions(ifMatch, ifNoneMatch);
        AtomicReference<@Nullable PolicyVersion> written = new AtomicReference<>();
        keeping.write(
                book -> {
                    Optional<PolicyVersion> present = book.policy(id);
                    preconditions.checkWrite(present.map(PolicyVersion::version)
                            .map(OptionalInt::of)
                            .orElse(OptionalInt.empty()));
                    BookKeeping.refuse(book.flawsOf(policy, clock.instant()));
                    if (present.isPresent() && present.get().policy().equals(policy)) {
                        written.set(present.get());
                        return Optional.empty();
                    }
                    if (present.isEmpty()) {
                        keeping.checkRoomFor(book);
                    }
                    PolicyVersion next = new PolicyVersion(
                            id, present.map(PolicyVersion::version).orElse(0) + 1, change, clock.instant(), by, policy);
                    written.set(next);
                    return Optional.of(BookRecord.of(next));
                },
                book -> isAtLeast(book, written.get()));
        PolicyVersion result = written.get();
        if (result == null) {
            throw new IllegalStateException("A policy was decided on and not kept");
        }
        boolean created = result.version() == 1 && result.changeId().equals(change);
        return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .entity(PolicyView.of(result))
                .header(HttpHeaders.ETAG, Preconditions.etag(result.version()))
                .build();
    }

    /** Removes a policy; its running clocks go over to the next policy that fits, or are cancelled. */
    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Remove a policy; its running clocks follow the next one that fits, or are cancelled")
    @APIResponse(responseCode = "204", description = "Removed")
    public Response deletePolicy(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        keeping.write(
                book -> {
                    PolicyVersion present = book.policy(id).orElseThrow(PolicyResource::notFound);
                    new Preconditions(ifMatch, null).checkWrite(OptionalInt.of(present.version()));
                    return Optional.of(BookRecord.withoutPolicy(id));
                },
                book -> book.policy(id).isEmpty());
        return Response.noContent().build();
    }

    private static boolean isAtLeast(PolicyBook book, @Nullable PolicyVersion wanted) {
        return wanted != null
                && book.policy(wanted.id())
                        .filter(version ->
                                version.changeId().equals(wanted.changeId()) || version.version() > wanted.version())
                        .isPresent();
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no policy of this id.");
    }
}
