package dev.traza.command.directory;

import dev.traza.contract.routing.DirectoryEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Desks, teams and agents as this instance knows them, a moment behind routing. */
@ApplicationScoped
public class Directory {

    private final Map<String, DirectoryEntry.Desk> desks = new ConcurrentHashMap<>();
    private final Map<String, DirectoryEntry.Team> teams = new ConcurrentHashMap<>();
    private final Map<String, DirectoryEntry.Agent> agents = new ConcurrentHashMap<>();

    /** Whether a ticket may be given to this team and agent. */
    public sealed interface Membership {

        /** Yes, or nobody can tell: no team at all is known, because routing has not published any yet. */
        record Fine() implements Membership {}

        /** There is no such team. */
        record NoSuchTeam() implements Membership {}

        /** The agent is not in the team. */
        record NotInTeam() implements Membership {}
    }

    /** What is known about giving a ticket to a team's queue. */
    public Membership of(String teamId) {
        return teams.isEmpty() || teams.containsKey(teamId) ? new Membership.Fine() : new Membership.NoSuchTeam();
    }

    /** What is known about giving a ticket to this agent of the team. */
    public Membership of(String teamId, String agentId) {
        if (teams.isEmpty() || !teams.containsKey(teamId)) {
            return of(teamId);
        }
        DirectoryEntry.Agent agent = agents.get(agentId);
        return agent != null && agent.teamIds().contains(teamId) ? new Membership.Fine() : new Membership.NotInTeam();
    }

    /** The agent's first team: where a ticket without a team comes when the agent takes it. */
    public Optional<String> firstTeamOf(String agentId) {
        return Optional.ofNullable(agents.get(agentId))
                .flatMap(agent -> agent.teamIds().stream().findFirst());
    }

    /** Whether there is such a desk, or nobody can tell because none has been published yet. */
    public boolean mayBeDesk(String deskId) {
        return desks.isEmpty() || desks.containsKey(deskId);
    }

    void put(DirectoryEntry entry) {
        switch (entry) {
            case DirectoryEntry.Desk desk -> desks.put(desk.id(), desk);
            case DirectoryEntry.Team team -> teams.put(team.id(), team);
            case DirectoryEntry.Agent agent -> agents.put(agent.id(), agent);
        }
    }

    void remove(String key) {
        desks.values().removeIf(desk -> desk.key().equals(key));
        teams.values().removeIf(team -> team.key().equals(key));
        agents.values().removeIf(agent -> agent.key().equals(key));
    }
}
