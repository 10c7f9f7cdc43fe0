package dev.traza.routing.api;

import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.kit.security.Roles;
import dev.traza.routing.desk.Agent;
import dev.traza.routing.desk.AgentStatus;
import dev.traza.routing.desk.Directory;
import dev.traza.routing.desk.Team;
import dev.traza.routing.desk.Workload;
import dev.traza.routing.directory.DirectoryConfig;
import dev.traza.routing.directory.Organisation;
import dev.traza.routing.directory.Rules;
import dev.traza.routing.feed.DecisionConfig;
import dev.traza.routing.store.DirectoryStore.Kind;
import dev.traza.routing.store.WorkloadStore;
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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Teams: people of one desk who share a queue. */
@Path("/api/v1/teams")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(name = "Teams", description = "Who works together, on which desk")
public class TeamResource {

    private final Organisation organisation;
    private final Rules rules;
    private final WorkloadStore workloads;
    private final DirectoryConfig limits;
    private final DecisionConfig decisions;
    private final Clock clock;

    @Inject
    TeamResource(
            Organisation organisation,
            Rules rules,
            WorkloadStore workloads,
            DirectoryConfig limits,
            DecisionConfig decisions,
            Clock clock) {
        this.organisation = organisation;
        this.rules = rules;
        this.workloads = workloads;
        this.limits = limits;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** A team as written. */
    public record TeamRequest(
            @NotBlank @Size(max = Names.LONGEST_NAME) String name,
            @NotNull @Pattern(regexp = Names.ID) String deskId,
            @NotNull @Min(0) @Max(4) Integer level,
            @NotNull AssignmentStrategy strategy,
            @Nullable @Pattern(regexp = Names.SUBJECT) String supervisorId) {}

    /**
     * What an agent carries.
     *
     * @param open how many tickets
     * @param load their weight
     */
    public record AgentLoad(String agentId, AgentStatus status, int open, int maxOpen, double load) {}

    /** What a team's agents carry. */
    public record TeamLoad(String teamId, List<AgentLoad> agents) {}

    /** Teams by id. */
    @GET
    @APIResponseSchema(
            value = Pages.OfTeams.class,
            responseCode = "200",
            responseDescription = "A page; Link: rel=\"next\" leads to the next one")
    public Response listTeams(
            @QueryParam("deskId") @Size(max = Names.MOST_VALUES) List<String> deskIds,
            @QueryParam("limit") @DefaultValue(Pages.DEFAULT_LIMIT) @Min(1) @Max(Pages.MOST) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        String after = Pages.after(cursor);
        List<Team> rest = organisation.current().directory().teams().values().stream()
                .filter(team -> deskIds.isEmpty() || deskIds.contains(team.deskId()))
                .filter(team -> after == null || team.id().compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        return Pages.answer(uri, rest, limit, Team::id, page -> page);
    }

    /** One team. */
    @GET
    @Path("{id}")
    @APIResponseSchema(value = Team.class, responseCode = "200", responseDescription = "As it is; ETag is its version")
    public Response getTeam(@PathParam("id") String id, @Context Request request) {
        Organisation.Snapshot now = organisation.current();
        return Versions.shown(request, now.version(Kind.TEAM, id).orElse(0L), team(now.directory(), id));
    }

    /** Creates or changes a team. */
    @PUT
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @APIResponseSchema(value = Team.class, responseCode = "200", responseDescription = "Changed, or as it was")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Team.class)))
    public Response putTeam(
            @PathParam("id") @Pattern(regexp = Names.ID) String id,
            @NotNull @Valid TeamRequest body,
            @Context Request request,
            @Context HttpHeaders headers) {
        Organisation.Snapshot now = organisation.current();
        Long expected = Versions.expected(request, headers, now.version(Kind.TEAM, id));
        Directory directory = now.directory();
        if (!directory.desks().containsKey(body.deskId())) {
            throw Refusals.unprocessable(List.of(Refusals.noSuch("/deskId", "desk", body.deskId())));
        }
        if (!directory.teams().containsKey(id) && directory.teams().size() >= limits.maxTeams()) {
            throw Refusals.tooMany("teams", limits.maxTeams());
        }
        Team present = directory.teams().get(id);
        if (present != null && !present.deskId().equals(body.deskId()) && isInRules(id)) {
            throw Refusals.inUse("Routing rules lead to the team at its present desk; change them first.");
        }
        Team team = new Team(id, body.name(), body.deskId(), body.level(), body.strategy(), body.supervisorId());
        return Versions.written(organisation.put(Kind.TEAM, id, team, expected), team);
    }

    /** Removes a team that has no agents and to which no rule leads. */
    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @APIResponse(responseCode = "204", description = "Removed")
    public Response removeTeam(@PathParam("id") String id, @Context Request request, @Context HttpHeaders headers) {
        Organisation.Snapshot now = organisation.current();
        Team team = team(now.directory(), id);
        Long expected = Versions.expected(request, headers, now.version(Kind.TEAM, id));
        if (!now.directory().agentsOf(team).isEmpty()) {
            throw Refusals.inUse("The team has agents; take them out of it first.");
        }
        if (isInRules(id)) {
            throw Refusals.inUse("Routing rules lead to the team; change them first.");
        }
        return Removal.answer(organisation.remove(Kind.TEAM, id, expected), "team", id);
    }

    /** What the team's agents carry at this moment. */
    @GET
    @Path("{id}/load")
    public TeamLoad getTeamLoad(@PathParam("id") String id) {
        Directory directory = organisation.current().directory();
        List<Agent> agents = directory.agentsOf(team(directory, id));
        Map<String, Workload> carried =
                workloads.load(agents.stream().map(Agent::id).toList());
        Instant now = clock.instant();
        return new TeamLoad(
                id,
                agents.stream()
                        .map(agent -> {
                            Workload workload = carried.getOrDefault(agent.id(), Workload.NONE);
                            List<Workload.OpenTicket> open = workload.open().values().stream()
                                    .filter(ticket -> ticket.counts(now))
                                    .toList();
                            return new AgentLoad(
                                    agent.id(),
                                    workload.status(),
                                    open.size(),
                                    agent.maxOpen(),
                                    decisions.weights().of(open));
                        })
                        .toList());
    }

    private boolean isInRules(String id) {
        return rules.current().rules().stream().anyMatch(rule -> id.equals(rule.teamId()));
    }

    private static Team team(Directory directory, String id) {
        Team team = directory.teams().get(id);
        if (team == null) {
            throw Refusals.notFound("team", id);
        }
        return team;
    }
}
