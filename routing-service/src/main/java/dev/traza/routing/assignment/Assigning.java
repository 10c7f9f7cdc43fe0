package dev.traza.routing.assignment;

import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.routing.desk.Agent;
import dev.traza.routing.desk.AgentStatus;
import dev.traza.routing.desk.Directory;
import dev.traza.routing.desk.Team;
import dev.traza.routing.desk.Weights;
import dev.traza.routing.desk.Workload;
import dev.traza.routing.ticket.Placing;
import dev.traza.routing.ticket.RoutedTicket;
import dev.traza.routing.ticket.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** Puts team and agent together into a command and its explanation. */
public final class Assigning {

    private final Directory directory;
    private final Weights weights;
    private final Function<String, Workload> workloads;

    /** @param workloads of any agent by id */
    public Assigning(Directory directory, Weights weights, Function<String, Workload> workloads) {
        this.directory = directory;
        this.weights = weights;
        this.workloads = workloads;
    }

    /** Whether the ticket is in good hands already, so that a reopening or escalation moves nothing. */
    public boolean fits(RoutedTicket ticket, Target target) {
        Standing standing = ticket.standing();
        Placing placing = ticket.owed().placing();
        if (placing == null) {
            return true;
        }
        Agent assignee = standing.agentId() == null ? null : directory.agents().get(standing.agentId());
        return switch (placing.reason()) {
            case OPENED -> false;
            case CLASSIFIED -> target.team().id().equals(standing.teamId());
            case REOPENED, ESCALATED ->
                assignee != null
                        && target.team().id().equals(standing.teamId())
                        && assignee.teamIds().contains(target.team().id())
                        && workloads.apply(assignee.id()).status() != AgentStatus.AWAY;
        };
    }

    /**
     * Chooses among the team's agents.
     *
     * @param draw decides between equals
     */
    public Choice choose(RoutedTicket ticket, Target target, Instant now, UUID draw) {
        Team team = target.team();
        String requester = ticket.facts() == null ? "" : ticket.facts().requesterId();
        List<Contender> contenders = directory.agentsOf(team).stream()
                .map(agent -> contender(agent, now, ticket.ticketId()))
                .toList();
        return AgentChoice.choose(team.strategy(), contenders, requester, draw);
    }

    /** Whether the choice leaves the ticket where it is. */
    public static boolean changesNothing(RoutedTicket ticket, Target target, Choice choice) {
        return target.team().id().equals(ticket.standing().teamId())
                && Objects.equals(choice.agentId(), ticket.standing().agentId());
    }

    /** The command that carries the choice out. */
    public static TicketCommand.AssignTicket command(Target target, Choice choice) {
        return new TicketCommand.AssignTicket(
                target.team().id(),
                choice.agentId(),
                new AssignmentBasis(target.ruleId(), target.ruleVersion(), explanation(target, choice)));
    }

    /** What people and other services are told of the choice. */
    public static RoutingEvent.TicketRouted event(Target target, Choice choice, UUID commandId) {
        return new RoutingEvent.TicketRouted(
                target.ruleId(),
                target.ruleVersion(),
                target.desk().id(),
                target.team().id(),
                choice.agentId(),
                target.team().strategy(),
                choice.candidates(),
                commandId,
                explanation(target, choice));
    }

    private static String explanation(Target target, Choice choice) {
        return target.because() + "; " + choice.because() + ".";
    }

    private Contender contender(Agent agent, Instant now, UUID ticketId) {
        Workload workload = workloads.apply(agent.id());
        Map<UUID, Workload.OpenTicket> counting = workload.counting(now, ticketId);
        return new Contender(
                agent.id(), workload.status(), counting.size(), agent.maxOpen(), weights.of(counting.values()));
    }
}
