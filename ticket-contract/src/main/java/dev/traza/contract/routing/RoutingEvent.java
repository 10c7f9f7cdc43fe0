package dev.traza.contract.routing;

import dev.traza.contract.ticket.EscalationKind;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decisions of routing, each with what is needed to explain it years later. */
public sealed interface RoutingEvent {

    /**
     * A desk, a team and possibly an agent were chosen for a ticket.
     *
     * @param agentId absent when the ticket waits in the team's queue
     * @param commandId the AssignTicket command that carries the decision out
     * @param explanation one sentence for people
     */
    record TicketRouted(
            String ruleId,
            int ruleVersion,
            String deskId,
            String teamId,
            @Nullable String agentId,
            AssignmentStrategy strategy,
            List<Candidate> candidates,
            UUID commandId,
            String explanation)
            implements RoutingEvent {
        public TicketRouted {
            candidates = candidates == null ? List.of() : List.copyOf(candidates);
        }
    }

    /**
     * A warning or breach asks for an escalation.
     *
     * @param commandId the EscalateTicket command that carries the decision out
     */
    record EscalationDecided(
            EscalationKind kind,
            @Nullable Integer level,
            @Nullable String teamId,
            UUID commandId,
            String explanation) implements RoutingEvent {}
}
