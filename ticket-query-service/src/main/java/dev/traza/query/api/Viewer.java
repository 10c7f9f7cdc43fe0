package dev.traza.query.api;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.index.Attribute;
import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketView;
import org.jspecify.annotations.Nullable;

/**
 * What the caller may see: staff and integrators all, others the tickets that they asked for, take part in, or are asked to
 * approve something in, without what staff say inside.
 */
public record Viewer(Actor actor) {

    /** Whether there is nothing about tickets that the caller must not see. */
    public boolean seesAll() {
        return actor.isStaff() || actor.roles().contains(Role.INTEGRATOR);
    }

    /** Whether the caller may know that there is this ticket. */
    public boolean maySee(TicketView view) {
        return seesAll() || (view.ticket() != null && view.ticket().concerns(actor.subject()));
    }

    /** Whether tickets of this requester may be known to the caller. */
    public boolean maySeeTicketsOf(String requesterId) {
        return seesAll() || requesterId.equals(actor.subject());
    }

    /** Whether a file in a ticket that the caller may see is for them too. */
    public boolean maySee(Ticket.Attached attached) {
        return seesAll() || attached.visibility() == Visibility.PUBLIC;
    }

    /** Whether the caller may find tickets by this, and count them by it. */
    public boolean mayAskFor(Attribute attribute) {
        return seesAll() || !attribute.isForStaff();
    }

    /** The person whose tickets alone may be listed; absent when all may. */
    @Nullable
    public String onlyOf() {
        return seesAll() ? null : actor.subject();
    }
}
