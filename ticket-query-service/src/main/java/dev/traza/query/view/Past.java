package dev.traza.query.view;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A ticket as it was, by the same fold as it is now: takes in its events, each log in its own order, as far as the moment
 * goes.
 */
public final class Past {

    private final Moment moment;
    private final Set<Source> over = EnumSet.noneOf(Source.class);
    private TicketView view;

    /** Before the first event. */
    public Past(UUID ticketId, Moment moment) {
        this.moment = moment;
        this.view = TicketView.nothingYet(ticketId);
    }

    /** Takes in what belongs to the moment; repeated events change nothing. */
    public void take(List<LoggedEvent> events) {
        events.forEach(this::take);
    }

    private void take(LoggedEvent event) {
        if (over.contains(event.source())) {
            return;
        }
        if (!moment.includes(event)) {
            over.add(event.source());
            return;
        }
        switch (TicketFold.evolve(view, event)) {
            case Fold.Applied(TicketView next) -> view = next;
            case Fold.Duplicate() -> {}
            // Absent only while a lost page is being written again: what comes after it must not be taken for it.
            case Fold.Gap gap -> over.add(gap.source());
        }
    }

    /** How much of each log was taken in. */
    public Progress progress() {
        return view.progress();
    }

    /** How much more can be of use, of what there is. */
    public Progress wanted(Progress present) {
        Progress wanted = present;
        for (Source source : over) {
            wanted = wanted.with(source, view.progress().of(source));
        }
        return wanted;
    }

    /**
     * The ticket as it was, without what was erased since; empty if it did not exist yet.
     *
     * @param present the ticket as it is now, which says what was erased
     */
    public Optional<TicketView> view(TicketView present) {
        Ticket was = view.ticket();
        Ticket is = present.ticket();
        return was == null || is == null
                ? Optional.empty()
                : Optional.of(new TicketView(
                        view.ticketId(), view.progress(), Erasure.asIn(is, was), view.sla(), view.routing()));
    }
}
