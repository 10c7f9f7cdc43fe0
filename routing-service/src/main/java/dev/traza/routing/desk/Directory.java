package dev.traza.routing.desk;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The whole organisation at one moment; everything in it is in the order of ids. */
public final class Directory {

    private final SortedMap<String, Desk> desks;
    private final SortedMap<String, Team> teams;
    private final SortedMap<String, Agent> agents;
    private final Map<String, List<Team>> teamsOfDesk;
    private final Map<String, List<Agent>> agentsOfTeam;

    /** An organisation of these; references between them may dangle. */
    public Directory(Collection<Desk> desks, Collection<Team> teams, Collection<Agent> agents) {
        this.desks = byId(desks, Desk::id);
        this.teams = byId(teams, Team::id);
        this.agents = byId(agents, Agent::id);
        teamsOfDesk = this.teams.values().stream()
                .sorted(Comparator.comparingInt(Team::level).thenComparing(Team::id))
                .collect(Collectors.groupingBy(Team::deskId));
        agentsOfTeam = this.agents.values().stream()
                .flatMap(agent -> agent.teamIds().stream().distinct().map(teamId -> Map.entry(teamId, agent)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** All desks by id. */
    public SortedMap<String, Desk> desks() {
        return desks;
    }

    /** All teams by id. */
    public SortedMap<String, Team> teams() {
        return teams;
    }

    /** All agents by id. */
    public SortedMap<String, Agent> agents() {
        return agents;
    }

    /** A desk's teams, lowest level first. */
    public List<Team> teamsOf(Desk desk) {
        return teamsOfDesk.getOrDefault(desk.id(), List.of());
    }

    /** A team's agents. */
    public List<Agent> agentsOf(Team team) {
        return agentsOfTeam.getOrDefault(team.id(), List.of());
    }

    /** The desk that a team belongs to. */
    public Optional<Desk> deskOf(Team team) {
        return Optional.ofNullable(desks.get(team.deskId()));
    }

    /** The desk's first team at this level or, where there is none, at the next level above that has one. */
    public Optional<Team> teamAtOrAbove(Desk desk, int level) {
        return teamsOf(desk).stream().filter(team -> team.level() >= level).findFirst();
    }

    private static <T> SortedMap<String, T> byId(Collection<T> all, Function<T, String> id) {
        SortedMap<String, T> sorted = new TreeMap<>();
        all.forEach(one -> sorted.put(id.apply(one), one));
        return Collections.unmodifiableSortedMap(sorted);
    }
}
