package dev.traza.sla;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of a ticket as tests tell them. */
public final class TicketEvents {

    private TicketEvents() {}

    public static TicketEvent opened(Priority priority) {
        return new TicketEvent.TicketOpened(
                "T-12",
                TicketType.INCIDENT,
                Channel.PORTAL,
                new Requester("u-17", "Lucía", null, null, "acme", "es", false),
                "No puedo imprimir",
                "No responde",
                "hardware/printer",
                Impact.LOW,
                Urgency.HIGH,
                priority,
                1,
                List.of(),
                Map.of(),
                null,
                Status.NEW);
    }

    public static TicketEvent comment(Visibility visibility, AuthorKind author, Status status) {
        return new TicketEvent.CommentAdded(Ids.next(), "…", visibility, author, "ana", Channel.PORTAL, status);
    }

    public static TicketEvent answered() {
        return comment(Visibility.PUBLIC, AuthorKind.AGENT, Status.OPEN);
    }

    public static TicketEvent pended() {
        return new TicketEvent.TicketPended(null, Status.PENDING);
    }

    public static TicketEvent held(@Nullable Instant until) {
        return new TicketEvent.TicketHeld(HoldReason.DATE, until, null, Status.ON_HOLD);
    }

    public static TicketEvent resumed() {
        return new TicketEvent.TicketResumed(ResumeReason.REQUESTED, Status.OPEN);
    }

    public static TicketEvent prioritized(Priority priority, Status status) {
        return new TicketEvent.TicketPrioritized(Impact.HIGH, Urgency.HIGH, priority, Priority.NORMAL, null, status);
    }

    public static TicketEvent resolved() {
        return new TicketEvent.TicketResolved(ResolutionCode.FIXED, "…", 1, Status.RESOLVED);
    }

    public static TicketEvent reopened() {
        return new TicketEvent.TicketReopened("again", 1, Status.OPEN);
    }

    public static TicketEvent closed() {
        return new TicketEvent.TicketClosed(ResolutionCode.CANCELLED, null, Status.CLOSED);
    }
}
