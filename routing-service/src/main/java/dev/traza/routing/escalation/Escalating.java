package dev.traza.routing.escalation;

import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.routing.assignment.Targeting;
import dev.traza.routing.desk.Directory;
import dev.traza.routing.desk.Team;
import dev.traza.routing.ticket.Breach;
import dev.traza.routing.ticket.RoutedTicket;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers a missed target: people who know more, or, where there are none, people who decide. */
public final class Escalating {

    private final Targeting targeting;
    private final Directory directory;

    /** In this organisation. */
    public Escalating(Targeting targeting, Directory directory) {
        this.targeting = targeting;
        this.directory = directory;
    }

    /**
     * What to ask for.
     *
     * @param level absent for a hierarchical escalation
     * @param explanation one sentence for people
     */
    public record Step(EscalationKind kind, @Nullable Integer level, String explanation) {

        /** The command that carries it out. */
        public TicketCommand.EscalateTicket command() {
            return new TicketCommand.EscalateTicket(kind, level, null, explanation, EscalationCause.SLA);
        }

        /** What people and other services are told of it. */
        public RoutingEvent.EscalationDecided event(UUID commandId) {
            return new RoutingEvent.EscalationDecided(kind, level, null, commandId, explanation);
        }
    }

    /** The answer to a breach: the next support level that the ticket's desk has, else the team's supervisor. */
    public Step answer(RoutedTicket ticket, Breach breach) {
        // A rule may have put the ticket straight into a team above its own level.
        int level = Math.max(
                ticket.standing().level(), presentTeam(ticket).map(Team::level).orElse(0));
        String missed = "The %s target of %s was missed"
                .formatted(breach.metric().name().toLowerCase(Locale.ROOT).replace('_', ' '), span(breach));
        Optional<Team> next = targeting.deskOf(ticket).flatMap(desk -> directory.teamAtOrAbove(desk, level + 1));
        return next.map(team -> new Step(
                        EscalationKind.FUNCTIONAL,
                        team.level(),
                        "%s; the next level of desk %s is %d (team %s)."
                                .formatted(missed, team.deskId(), team.level(), team.id())))
                .orElseGet(() -> new Step(
                        EscalationKind.HIERARCHICAL,
                        null,
                        "%s; there is no level above %d, so %s decides.".formatted(missed, level, supervisor(ticket))));
    }

    private String supervisor(RoutedTicket ticket) {
        return presentTeam(ticket)
                .map(team -> team.supervisorId() == null
                        ? "the supervisor of team " + team.id()
                        : "supervisor " + team.supervisorId())
                .orElse("a supervisor");
    }

    private Optional<Team> presentTeam(RoutedTicket ticket) {
        return Optional.ofNullable(ticket.standing().teamId())
                .map(teamId -> directory.teams().get(teamId));
    }

    private static String span(Breach breach) {
        Duration target = Duration.ofSeconds(breach.targetSeconds());
        if (target.toMinutes() == 0) {
            return target.toSeconds() + " s";
        }
        return target.toHours() == 0
                ? target.toMinutes() + " min"
                : target.toHours() + " h" + (target.toMinutesPart() == 0 ? "" : " " + target.toMinutesPart() + " min");
    }
}
