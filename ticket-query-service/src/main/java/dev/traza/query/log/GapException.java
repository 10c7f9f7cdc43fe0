package dev.traza.query.log;

import dev.traza.query.view.Fold;
import java.util.UUID;

/** A read model lacks events that were on the log before the one it was just told: it has lost something. */
public final class GapException extends Exception {

    private static final long serialVersionUID = 1L;

    private final UUID ticketId;
    private final transient Fold.Gap gap;

    /** What is missing, of which ticket. */
    public GapException(UUID ticketId, Fold.Gap gap) {
        super("Ticket %s: expected event %d of %s, found %d"
                .formatted(ticketId, gap.expected(), gap.source(), gap.found()));
        this.ticketId = ticketId;
        this.gap = gap;
    }

    /** The ticket whose view is incomplete. */
    public UUID ticketId() {
        return ticketId;
    }

    /** What is missing. */
    public Fold.Gap gap() {
        return gap;
    }
}
