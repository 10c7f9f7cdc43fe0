package dev.traza.routing.api;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Role;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.routing.desk.Agent;
import dev.traza.routing.desk.AgentStatus;
import dev.traza.routing.desk.Directory;
import dev.traza.routing.desk.Team;
import dev.traza.routing.desk.Workload;
import dev.traza.routing.directory.DirectoryConfig;
import dev.traza.routing.directory.Organisation;
import dev.traza.routing.store.DirectoryStore.Kind;
import dev.traza.routing.store.WorkloadStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Agents: who works on tickets, and whether they can be given work at present. */
@Path("/api/v1/agents")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(name = "Agents", description = "Who works, and whether they can take more")
public class AgentResource {

    private static final int USUAL_MAX_OPEN = 20;

    private final Organisation organisation;
    private final WorkloadStore workloads;
    private final DirectoryConfig limits;
    private final CurrentActor caller;

    @Inject
    AgentResource(Organisation organisation, WorkloadStore workloads, DirectoryConfig limits, CurrentActor caller) {
        this.organisation = organisation;
        this.workloads = workloads;
        this.limits = limits;
        this.caller = caller;
    }

    /**
     * An agent as written.
     *
     * @param maxOpen how many open tickets routing lets the agent have; 20 when absent
     */
    public record AgentRequest(
            @NotBlank @Size(max = Names.LONGEST_NAME) String name,

            @Nullable @Email @Size(max = Names.LONGEST_EMAIL)
            String email,

            @Nullable @Pattern(regexp = Names.LANGUAGE) String language,
            @NotNull @Size(max = Names.MOST_TEAMS) List<@NotNull @Pattern(regexp = Names.ID) String> teamIds,
            @Nullable @Min(0) @Max(100_000) Integer maxOpen) {}

    /** A status as written. */
    public record StatusRequest(@NotNull AgentStatus status) {}

    /** An agent as shown. */
    public record AgentView(
            String id,
            String name,
            @Nullable String email,
            @Nullable String language,
            List<String> teamIds,
            int maxOpen,
            AgentStatus status) {

        static AgentView of(Agent agent, Workload workload) {
            return new AgentView(
                    agent.id(),
                    agent.name(),
                    agent.email(),
                    agent.language(),
                    agent.teamIds(),
                    agent.maxOpen(),
                    workload.status());
        }
    }

    /** Agents by id. */
    @GET
    @APIResponseSchema(
            value = Pages.OfAgents.class,
            responseCode = "200",
            responseDescription = "A page; Link: rel=\"next\" leads to the next one")
    public Response listAgents(
            @QueryParam("teamId") @Size(max = Names.MOST_VALUES) List<String> teamIds,
            @QueryParam("limit") @DefaultValue(Pages.DEFAULT_LIMIT) @Min(1) @Max(Pages.MOST) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        String after = Pages.after(cursor);
        List<Agent> rest = organisation.current().directory().agents().values().stream()
                .filter(agent -> teamIds.isEmpty() || agent.teamIds().stream().anyMatch(teamIds::contains))
                .filter(agent -> after == null || agent.id().compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        return Pages.answer(uri, rest, limit, Agent::id, this::views);
    }

    /** One agent. The entity tag does not cover the status. */
    @GET
    @Path("{id}")
    @APIResponseSchema(
            value = AgentView.class,
            responseCode = "200",
            responseDescription = "As it is; ETag is its version")
    public Response getAgent(@PathParam("id") String id) {
        Organisation.Snapshot now = organisation.current();
        Agent agent = agent(now.directory(), id);
        return Response.ok(view(agent))
                .tag(Versions.tag(now.version(Kind.AGENT, id).orElse(0L)))
                .build();
    }

    /** Creates or changes an agent. */
    @PUT
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @APIResponseSchema(value = AgentView.class, responseCode = "200", responseDescription = "Changed, or as it was")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AgentView.class)))
    public Response putAgent(
            @PathParam("id") @Pattern(regexp = Names.SUBJECT) String id,
            @NotNull @Valid AgentRequest body,
            @Context Request request,
            @Context HttpHeaders headers) {
        Organisation.Snapshot now = organisation.current();
        Long expected = Versions.expected(request, headers, now.version(Kind.AGENT, id));
        Directory directory = now.directory();
        if (!directory.agents().containsKey(id) && directory.agents().size() >= limits.maxAgents()) {
            throw Refusals.tooMany("agents", limits.maxAgents());
        }
        List<String> teamIds = body.teamIds().stream().distinct().toList();
        List<FieldError> errors = wrongTeams(directory, id, teamIds);
        if (!errors.isEmpty()) {
            throw Refusals.unprocessable(errors);
        }
        Agent agent = new Agent(
                id,
                body.name(),
                body.email(),
                body.language(),
                teamIds,
                body.maxOpen() == null ? USUAL_MAX_OPEN : body.maxOpen());
        return Versions.written(organisation.put(Kind.AGENT, id, agent, expected), view(agent));
    }

    /** Removes an agent who has no open tickets. */
    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @APIResponse(responseCode = "204", description = "Removed")
    public Response removeAgent(@PathParam("id") String id, @Context Request request, @Context HttpHeaders headers) {
        Organisation.Snapshot now = organisation.current();
        agent(now.directory(), id);
        Long expected = Versions.expected(request, headers, now.version(Kind.AGENT, id));
        int open = workload(id).open().size();
        if (open > 0) {
            throw Refusals.inUse("The agent has %d open tickets; give them to somebody else first.".formatted(open));
        }
        Response answer = Removal.answer(organisation.remove(Kind.AGENT, id, expected), "agent", id);
        workloads.forget(id);
        return answer;
    }

    /** Changes whether an agent can be given work: agents their own, supervisors and administrators anybody's. */
    @PUT
    @Path("{id}/status")
    public AgentView enterAgentStatus(@PathParam("id") String id, @NotNull @Valid StatusRequest body) {
        Actor actor = caller.actor();
        boolean may = actor.subject().equals(id)
                || actor.roles().contains(Role.SUPERVISOR)
                || actor.roles().contains(Role.ADMIN);
        if (!may) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Agents change their own status only.");
        }
        Agent agent = agent(organisation.current().directory(), id);
        workloads.enter(id, body.status());
        return view(agent);
    }

    private List<FieldError> wrongTeams(Directory directory, String id, List<String> teamIds) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < teamIds.size(); i++) {
            String pointer = "/teamIds/" + i;
            Team team = directory.teams().get(teamIds.get(i));
            if (team == null) {
                errors.add(Refusals.noSuch(pointer, "team", teamIds.get(i)));
            } else if (directory.agentsOf(team).stream()
                            .filter(agent -> !agent.id().equals(id))
                            .count()
                    >= limits.maxAgentsPerTeam()) {
                errors.add(new FieldError(
                        pointer, "team-full", "A team has at most %d agents.".formatted(limits.maxAgentsPerTeam())));
            }
        }
        return errors;
    }

    private List<AgentView> views(List<Agent> agents) {
        Map<String, Workload> carried =
                workloads.load(agents.stream().map(Agent::id).toList());
        return agents.stream()
                .map(agent -> AgentView.of(agent, carried.getOrDefault(agent.id(), Workload.NONE)))
                .toList();
    }

    private AgentView view(Agent agent) {
        return AgentView.of(agent, workload(agent.id()));
    }

    private Workload workload(String id) {
        return workloads.load(List.of(id)).getOrDefault(id, Workload.NONE);
    }

    private static Agent agent(Directory directory, String id) {
        Agent agent = directory.agents().get(id);
        if (agent == null) {
            throw Refusals.notFound("agent", id);
        }
        return agent;
    }
}
