package dev.traza.routing.assignment;

import dev.traza.contract.ticket.Priority;
import dev.traza.routing.desk.Desk;
import dev.traza.routing.desk.Directory;
import dev.traza.routing.desk.Team;
import dev.traza.routing.rule.Rule;
import dev.traza.routing.rule.RuleBook;
import dev.traza.routing.ticket.Placing;
import dev.traza.routing.ticket.RoutedTicket;
import java.util.List;
import java.util.Optional;

/** Finds the team for a ticket. */
public final class Targeting {

    /** Named in place of a rule when a ticket moves because of its escalation. No rule's id can contain a dot. */
    public static final String ESCALATION = "built-in.escalation";

    /** Named in place of a rule when a reopened ticket stays with its team. */
    public static final String REOPENING = "built-in.reopening";

    private final RuleBook rules;
    private final Directory directory;

    /** With these rules and this organisation. */
    public Targeting(RuleBook rules, Directory directory) {
        this.rules = rules;
        this.directory = directory;
    }

    /** The team for a ticket that has to be placed; empty when rules lead nowhere, or nothing has to be placed. */
    public Optional<Target> targetOf(RoutedTicket ticket) {
        Placing placing = ticket.owed().placing();
        if (placing == null) {
            return Optional.empty();
        }
        return switch (placing.reason()) {
            case OPENED, CLASSIFIED -> byRule(ticket);
            case REOPENED ->
                present(ticket)
                        .flatMap(team -> target(REOPENING, team, "Reopened, and stays with its team " + team.id()))
                        .or(() -> byRule(ticket));
            case ESCALATED -> byEscalation(ticket, placing).or(() -> byRule(ticket));
        };
    }

    /** The desk that a ticket is at or, when it has no team yet, would be led to. */
    public Optional<Desk> deskOf(RoutedTicket ticket) {
        return present(ticket).flatMap(directory::deskOf).or(() -> byRule(ticket)
                .map(Target::desk));
    }

    private Optional<Team> present(RoutedTicket ticket) {
        return Optional.ofNullable(ticket.standing().teamId())
                .map(teamId -> directory.teams().get(teamId));
    }

    private Optional<Target> byEscalation(RoutedTicket ticket, Placing placing) {
        if (placing.teamId() != null) {
            Team asked = directory.teams().get(placing.teamId());
            if (asked != null) {
                return target(ESCALATION, asked, "Escalated to team " + asked.id());
            }
        }
        int level = ticket.standing().level();
        return deskOf(ticket).flatMap(desk -> {
            Optional<Team> fitting = directory.teamAtOrAbove(desk, level);
            return fitting.isPresent()
                    ? target(
                            ESCALATION,
                            fitting.get(),
                            "Escalated to level %d, which is team %s of desk %s"
                                    .formatted(level, fitting.get().id(), desk.id()))
                    : highest(desk)
                            .flatMap(team -> target(
                                    ESCALATION,
                                    team,
                                    "Escalated to level %d, but the highest of desk %s is team %s at level %d"
                                            .formatted(level, desk.id(), team.id(), team.level())));
        });
    }

    private Optional<Team> highest(Desk desk) {
        List<Team> teams = directory.teamsOf(desk);
        return teams.isEmpty() ? Optional.empty() : Optional.of(teams.getLast());
    }

    // A desk or team may have been removed since the rules were checked; then the next rule that leads somewhere
    // counts.
    private Optional<Target> byRule(RoutedTicket ticket) {
        if (ticket.facts() == null) {
            return Optional.empty();
        }
        Priority priority = ticket.standing().priority();
        return rules.rules().stream()
                .filter(rule -> rule.when().matches(ticket.facts(), priority))
                .flatMap(rule -> teamOf(rule).stream().flatMap(team -> directory.deskOf(team).stream()
                        .map(desk -> new Target(rule.id(), rules.version(), desk, team, sentence(rule, desk, team)))))
                .findFirst();
    }

    private Optional<Team> teamOf(Rule rule) {
        if (rule.teamId() != null) {
            return Optional.ofNullable(directory.teams().get(rule.teamId()));
        }
        int level = rule.level() == null ? 0 : rule.level();
        return Optional.ofNullable(directory.desks().get(rule.deskId()))
                .flatMap(desk -> directory.teamAtOrAbove(desk, level).or(() -> highest(desk)));
    }

    private String sentence(Rule rule, Desk desk, Team team) {
        String hint = rule.priorityHint() == null ? "" : " and suggests priority " + rule.priorityHint();
        return "Rule %s of version %d leads to desk %s, team %s%s"
                .formatted(rule.id(), rules.version(), desk.id(), team.id(), hint);
    }

    private Optional<Target> target(String ruleId, Team team, String because) {
        return directory.deskOf(team).map(desk -> new Target(ruleId, rules.version(), desk, team, because));
    }
}
