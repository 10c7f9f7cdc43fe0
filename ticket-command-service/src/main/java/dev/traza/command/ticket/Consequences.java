package dev.traza.command.ticket;

import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.TicketEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows within the same decision from what happens to tasks, approvals and procedures: first how the procedure
 * goes on, and then, once for all of it, whether the ticket is held. So a ticket whose next approval is asked for the
 * moment the one before it is granted does not go on in between.
 */
final class Consequences {

    private Consequences() {}

    /** @param reason with which the ticket goes on, if it does */
    static Decision.Accepted of(
            List<? extends TicketEvent> happening, ResumeReason reason, Facts facts, TicketState before) {
        List<TicketEvent> events = new ArrayList<>(happening);
        TicketState after = after(before, happening, facts);
        List<TicketEvent> procedure = ProcedureDecider.following(after, facts);
        events.addAll(procedure);
        after = after(after, procedure, facts);
        if (!after.approvals().byId().equals(before.approvals().byId())) {
            ApprovalDecider.holding(after, reason, facts.acceptedAt()).ifPresent(events::add);
        }
        return new Decision.Accepted(events);
    }

    private static TicketState after(TicketState before, List<? extends TicketEvent> happening, Facts facts) {
        TicketState after = before;
        for (TicketEvent event : happening) {
            after = TicketState.evolve(after, new RecordedEvent(event, facts.acceptedAt()));
        }
        return after;
    }
}
