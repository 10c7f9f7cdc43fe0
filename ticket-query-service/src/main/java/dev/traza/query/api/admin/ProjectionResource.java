package dev.traza.query.api.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.traza.contract.envelope.Ids;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.projection.LogAwayException;
import dev.traza.query.projection.NamedProjection;
import dev.traza.query.projection.ProjectionConfig;
import dev.traza.query.projection.ProjectionControl;
import dev.traza.query.projection.ProjectionState.Decision;
import dev.traza.query.projection.Projections;
import dev.traza.query.projection.Served;
import dev.traza.query.projection.SwitchMode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Building read models anew while the present ones answer, for those who operate the service. */
@Path("/admin/projections")
@Tag(name = "Operations", description = "Read models, built anew beside the one that serves")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
public class ProjectionResource {

    private static final int LONGEST_KEY = 255;

    private final Projections projections;
    private final ProjectionControl control;
    private final ProjectionConfig config;
    private final CurrentActor caller;

    @Inject
    ProjectionResource(
            Projections projections, ProjectionControl control, ProjectionConfig config, CurrentActor caller) {
        this.projections = projections;
        this.control = control;
        this.config = config;
        this.caller = caller;
    }

    /**
     * How to rebuild.
     *
     * @param switching what happens when the new generation has caught up; AUTOMATIC when it is not said
     */
    public record RebuildRequest(
            @JsonProperty("switch") @Nullable SwitchMode switching) {}

    /**
     * What to switch to.
     *
     * @param generation the one that shall answer; the other one when it is not said
     */
    public record SwitchRequest(@Nullable Integer generation) {}

    /** All projections. */
    @GET
    @Operation(summary = "All read models and their generations")
    @APIResponse(
            responseCode = "200",
            description = "Their generations, and how far these are",
            content = @Content(schema = @Schema(implementation = ProjectionAnswer.Page.class)))
    @APIResponse(responseCode = "503", description = "MongoDB or Kafka is away")
    public ProjectionAnswer.Page listProjections() {
        List<ProjectionAnswer> items = new ArrayList<>();
        for (Served<?> served : projections.all()) {
            items.add(answer(served.kind()));
        }
        return new ProjectionAnswer.Page(items);
    }

    /** One projection. */
    @GET
    @Path("/{name}")
    @Operation(summary = "A read model and its generations")
    @APIResponse(
            responseCode = "200",
            description = "Its generations, and how far these are",
            content = @Content(schema = @Schema(implementation = ProjectionAnswer.class)))
    @APIResponse(responseCode = "404", description = "There is no such projection")
    @APIResponse(responseCode = "503", description = "MongoDB or Kafka is away")
    public ProjectionAnswer getProjection(@RestPath String name) {
        return answer(kind(name));
    }

    /** Begins a new generation. */
    @POST
    @Path("/{name}/rebuild")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Build a read model anew, beside the one that answers",
            description =
                    "From the beginning of the log. When it has caught up it answers instead, by itself (AUTOMATIC) or when asked (MANUAL); the former one is kept and fed for a while for switching back. With an Idempotency-Key the same request asked twice builds once.")
    @APIResponse(
            responseCode = "202",
            description = "It is being built; Location says how far it is",
            content = @Content(schema = @Schema(implementation = ProjectionAnswer.class)))
    @APIResponse(responseCode = "404", description = "There is no such projection")
    @APIResponse(
            responseCode = "409",
            description =
                    "There is a generation beside the one that answers already; the problem says how to be rid of it")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another request")
    @APIResponse(responseCode = "503", description = "MongoDB or Kafka is away")
    public Response rebuildProjection(
            @RestPath String name,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable RebuildRequest body) {
        NamedProjection<?> kind = kind(name);
        SwitchMode switching =
                Optional.ofNullable(body).map(RebuildRequest::switching).orElse(SwitchMode.AUTOMATIC);
        String by = caller.actor().subject();
        Decision decision = tried(() -> control.rebuild(kind, by, requestKey(by, key, name), switching));
        checkDone(decision);
        Response.ResponseBuilder answer =
                Response.accepted(answer(kind)).header(HttpHeaders.LOCATION, "/admin/projections/" + kind.name());
        if (decision instanceof Decision.Unchanged) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.build();
    }

    /** Lets the other generation answer. */
    @POST
    @Path("/{name}/switch")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Let the other generation answer, also the former one again",
            description =
                    "Nodes follow within a second or two. Naming the generation makes it safe to ask twice: when it answers already, nothing changes.")
    @APIResponse(
            responseCode = "200",
            description = "It answers, or does as soon as the nodes have heard of it",
            content = @Content(schema = @Schema(implementation = ProjectionAnswer.class)))
    @APIResponse(responseCode = "404", description = "There is no such projection, or no such generation")
    @APIResponse(responseCode = "409", description = "The other generation does not hold everything, or there is none")
    @APIResponse(responseCode = "503", description = "MongoDB or Kafka is away")
    public ProjectionAnswer switchProjection(@RestPath String name, @Nullable SwitchRequest body) {
        NamedProjection<?> kind = kind(name);
        Integer generation = body == null ? null : body.generation();
        checkDone(tried(() -> control.switchTo(kind, generation)));
        return answer(kind);
    }

    /** Gives up what is being built. */
    @POST
    @Path("/{name}/cancel")
    @Operation(summary = "Give up the generation that is being built, or has failed, or waits for its switch")
    @APIResponse(
            responseCode = "200",
            description = "It is given up, and removed in the background",
            content = @Content(schema = @Schema(implementation = ProjectionAnswer.class)))
    @APIResponse(responseCode = "404", description = "There is no such projection")
    @APIResponse(responseCode = "409", description = "Nothing is being built")
    @APIResponse(responseCode = "503", description = "MongoDB or Kafka is away")
    public ProjectionAnswer cancelRebuild(@RestPath String name) {
        NamedProjection<?> kind = kind(name);
        checkDone(tried(() -> control.cancel(kind)));
        return answer(kind);
    }

    /** Drops a generation. */
    @DELETE
    @Path("/{name}/generations/{generation}")
    @Operation(
            summary = "Drop a generation that does not answer",
            description = "By its number; one that another release has left by its label, as in v1.")
    @APIResponse(responseCode = "204", description = "It is given up, and removed in the background")
    @APIResponse(responseCode = "404", description = "There is no such projection, or no such generation")
    @APIResponse(responseCode = "409", description = "It answers, or a node of its release is running")
    @APIResponse(responseCode = "503", description = "MongoDB or Kafka is away")
    public void dropGeneration(@RestPath String name, @RestPath String generation) {
        NamedProjection<?> kind = kind(name);
        if (generation.matches("[1-9][0-9]{0,8}")) {
            checkDone(tried(() -> control.drop(kind, Integer.parseInt(generation))));
        } else {
            checkDone(tried(() -> control.dropOfOtherRelease(kind, generation)));
        }
    }

    private NamedProjection<?> kind(String name) {
        return projections
                .named(name)
                .<NamedProjection<?>>map(Served::kind)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such projection."));
    }

    private ProjectionAnswer answer(NamedProjection<?> kind) {
        return ProjectionAnswer.of(tried(() -> control.status(kind)), config);
    }

    private static @Nullable String requestKey(String by, @Nullable String key, String name) {
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new ProblemException(
                    ProblemType.MALFORMED, "The Idempotency-Key must have 1 to " + LONGEST_KEY + " characters.");
        }
        return Ids.ofIdempotencyKey(by, key, "rebuild " + name).toString();
    }

    private static void checkDone(Decision decision) {
        switch (decision) {
            case Decision.Changed changed -> {}
            case Decision.Unchanged() -> {}
            case Decision.Unknown() ->
                throw new ProblemException(ProblemType.NOT_FOUND, "There is no such generation.");
            case Decision.OtherRequest() ->
                throw new ProblemException(
                        ProblemType.UNPROCESSABLE, "This Idempotency-Key was used for another request.");
            case Decision.Refused(String because) -> throw new ProblemException(ProblemType.CONFLICT, because);
        }
    }

    /** Something that MongoDB or Kafka are needed for. */
    private interface Needing<R> {
        R get() throws ReadModelAwayException, LogAwayException, InterruptedException;
    }

    private static <R> R tried(Needing<R> needing) {
        try {
            return needing.get();
        } catch (ReadModelAwayException e) {
            throw TokenHeader.unavailable("The read model cannot be reached at the moment.");
        } catch (LogAwayException e) {
            throw TokenHeader.unavailable("Kafka cannot be reached at the moment.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TokenHeader.unavailable("This node is shutting down.");
        }
    }
}
