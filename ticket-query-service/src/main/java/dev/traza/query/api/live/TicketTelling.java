package dev.traza.query.api.live;

import dev.traza.query.api.Cursors;
import dev.traza.query.api.Teller;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.ticket.Merged;
import dev.traza.query.api.ticket.TimelineItem;
import dev.traza.query.live.Bell;
import dev.traza.query.live.EndedException;
import dev.traza.query.live.Happening;
import dev.traza.query.live.LiveConfig;
import dev.traza.query.live.LiveLog;
import dev.traza.query.live.PresenceBoard;
import dev.traza.query.live.Streams;
import dev.traza.query.projection.Served;
import dev.traza.query.store.Stretch;
import dev.traza.query.store.TicketStore;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Progress;
import dev.traza.query.view.TicketView;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells what happens to one ticket, and to those that go on in it: its timeline, and on and on. It is read from where it is
 * kept, so it does not matter when the reader comes back, nor to which instance.
 */
final class TicketTelling implements EventStream.Telling {

    private static final int AT_ONCE = 50;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** Asked anew each time: a stream outlives the generation that it began with. */
    private final Served<TicketStore> tickets;

    private final LiveLog live;
    private final PresenceBoard presence;
    private final LiveConfig config;
    private final UUID ticketId;
    private final Map<UUID, Progress> told;
    private final Viewer viewer;
    private final Teller teller;
    /** What the log has said that may not be readable yet. */
    private final Map<UUID, Progress> announced = new ConcurrentHashMap<>();

    private List<PresenceAnswer.Person> shown = List.of();

    /** @param told how much the reader has had, of the ticket and of each that goes on in it */
    TicketTelling(
            Served<TicketStore> tickets,
            LiveLog live,
            PresenceBoard presence,
            LiveConfig config,
            UUID ticketId,
            Map<UUID, Progress> told,
            Viewer viewer,
            Teller teller) {
        this.tickets = tickets;
        this.live = live;
        this.presence = presence;
        this.config = config;
        this.ticketId = ticketId;
        this.told = new LinkedHashMap<>(told);
        this.viewer = viewer;
        this.teller = teller;
    }

    @Override
    public String cursor() {
        return Cursors.of(told, ticketId);
    }

    @Override
    public void tell(EventStream to) throws IOException, InterruptedException, EndedException {
        Bell bell = to.place().bell();
        LiveLog.Listener listener = happening -> {
            announced.merge(happening.ticketId(), announcement(happening), TicketTelling::further);
            bell.ring();
        };
        Set<UUID> followed = new HashSet<>();
        presence.follow(ticketId, bell);
        try {
            while (true) {
                Merged merged = merged();
                for (TicketView view : merged.views()) {
                    if (followed.add(view.ticketId())) {
                        live.follow(view.ticketId(), listener);
                    }
                }
                tellPresence(to);
                if (!tellNews(merged, to)) {
                    to.rest(isReadable(merged) ? config.heartbeat() : LOOK_AGAIN);
                }
            }
        } finally {
            presence.leave(ticketId, bell);
            followed.forEach(id -> live.leave(id, listener));
        }
    }

    private Merged merged() throws EndedException {
        return tickets.with(
                        store -> store.byId(ticketId).filter(viewer::maySee).map(view -> Merged.of(view, store::byIds)))
                .orElseThrow(() -> new EndedException(Streams.Ending.NOT_VISIBLE));
    }

    /** Whether there was something to tell, or to pass over. */
    private boolean tellNews(Merged merged, EventStream to) throws IOException, InterruptedException, EndedException {
        List<LoggedEvent> events = tickets.with(store -> store.timeline(
                merged.views().stream()
                        .map(view -> new Stretch(
                                view.ticketId(), told.getOrDefault(view.ticketId(), Progress.NONE), view.progress()))
                        .toList(),
                AT_ONCE));
        for (LoggedEvent event : events) {
            Optional<TimelineItem> item = TimelineItem.of(event, merged, viewer, teller);
            to.rest(Duration.ZERO); // before it counts as told: the stream may be over
            told.merge(
                    event.envelope().ticketId(),
                    Progress.NONE.with(event.source(), event.envelope().sequence()),
                    TicketTelling::further);
            if (item.isPresent()) {
                to.send(AllTelling.HAPPENED, HappenedAnswer.of(event, merged.ticketOf(event), item.get()));
            }
        }
        return !events.isEmpty();
    }

    private void tellPresence(EventStream to) throws IOException {
        if (!viewer.actor().isStaff()) {
            return;
        }
        List<PresenceAnswer.Person> present =
                PresenceAnswer.of(presence.present(ticketId)).present();
        if (!present.equals(shown)) {
            shown = present;
            to.mention("presence", new PresenceAnswer(present));
        }
    }

    private boolean isReadable(Merged merged) {
        return merged.views().stream().allMatch(view -> {
            Progress said = announced.getOrDefault(view.ticketId(), Progress.NONE);
            return further(said, view.progress()).equals(view.progress());
        });
    }

    private static Progress announcement(Happening happening) {
        return Progress.NONE.with(happening.source(), happening.sequence());
    }

    private static Progress further(Progress one, Progress other) {
        return new Progress(
                Math.max(one.ticket(), other.ticket()),
                Math.max(one.routing(), other.routing()),
                Math.max(one.sla(), other.sla()));
    }
}
