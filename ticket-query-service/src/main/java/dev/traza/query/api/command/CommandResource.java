package dev.traza.query.api.command;

import com.mongodb.MongoException;
import dev.traza.contract.envelope.Ids;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.ApiConfig;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.consistency.Freshness;
import dev.traza.query.store.CommandStore;
import dev.traza.query.view.CommandView;
import io.micrometer.core.annotation.Timed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What has become of commands. */
@Path("/api/v1/commands")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Commands", description = "What became of a command")
public class CommandResource {

    private final CommandStore store;
    private final Freshness freshness;
    private final CurrentActor caller;
    private final ApiConfig config;

    @Inject
    CommandResource(CommandStore store, Freshness freshness, CurrentActor caller, ApiConfig config) {
        this.store = store;
        this.freshness = freshness;
        this.caller = caller;
        this.config = config;
    }

    /** The status of one command. */
    @GET
    @Path("/{commandId}")
    @Operation(summary = "What has become of a command that was answered with 202")
    @APIResponse(responseCode = "200", description = "Its status; a refused one says why")
    @APIResponse(responseCode = "404", description = "Unknown, forgotten after some days, or not the caller's")
    @Timed(
            value = "traza.query.time",
            extraTags = {"kind", "command"},
            percentiles = {0.5, 0.99})
    public CommandAnswer getCommand(@RestPath String commandId) {
        Viewer viewer = new Viewer(caller.actor());
        return Ids.parse(commandId)
                .flatMap(this::find)
                .filter(view -> viewer.seesAll() || view.isOf(viewer.actor().subject()))
                .map(CommandAnswer::of)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "There is no such command, or it is too long ago."));
    }

    private Optional<CommandView> find(UUID commandId) {
        try {
            Optional<CommandView> known = store.byId(commandId);
            return known.isPresent() || !freshness.await(config.commandGrace(), () -> isKnown(commandId))
                    ? known
                    : store.byId(commandId);
        } catch (MongoException e) {
            throw TokenHeader.unavailable("The read model cannot be reached at the moment.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TokenHeader.unavailable("This node is shutting down.");
        }
    }

    private boolean isKnown(UUID commandId) {
        return store.byId(commandId).isPresent();
    }
}
