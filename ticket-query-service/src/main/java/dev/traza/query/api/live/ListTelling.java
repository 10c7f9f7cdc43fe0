package dev.traza.query.api.live;

import dev.traza.kit.problem.ProblemException;
import dev.traza.query.api.Cursors;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.ticket.Merged;
import dev.traza.query.api.ticket.TimeTravel;
import dev.traza.query.index.IndexAwayException;
import dev.traza.query.index.Question;
import dev.traza.query.live.EndedException;
import dev.traza.query.live.Happening;
import dev.traza.query.live.LiveConfig;
import dev.traza.query.live.LogWalk;
import dev.traza.query.live.Places;
import dev.traza.query.live.Streams;
import dev.traza.query.projection.Projections;
import dev.traza.query.view.Progress;
import dev.traza.query.view.TicketView;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Tells when tickets come into a list, change in it and leave it. A ticket is told as it is by then, so several things that
 * happened to it may be told as one.
 *
 * <p>What a reader shows is not known when they come. So of each ticket to which something happened between their place and
 * the first look at the list here, they are told whether it is in the list, whatever they had; from then on it is known what
 * they were told.
 */
final class ListTelling implements EventStream.Telling {

    private final LogWalk walk;
    private final Places places;
    private final Happened happened;
    private final Projections projections;
    private final Clock clock;
    private final Supplier<Question> question;
    private final LiveConfig config;
    private final Viewer viewer;
    /** What the reader was told of or is taken to show, and as how much of each ticket. */
    private final Map<UUID, Progress> shown = new HashMap<>();
    /** How far the index had come at the first look. */
    private Places looked;

    private long lookedAt;

    ListTelling(
            LogWalk walk,
            Places places,
            Happened happened,
            Projections projections,
            Clock clock,
            Supplier<Question> question,
            LiveConfig config,
            Viewer viewer) {
        this.walk = walk;
        this.places = places;
        this.looked = places;
        this.happened = happened;
        this.projections = projections;
        this.clock = clock;
        this.question = question;
        this.config = config;
        this.viewer = viewer;
    }

    @Override
    public String cursor() {
        return Cursors.of(places);
    }

    @Override
    public void tell(EventStream to) throws IOException, InterruptedException, EndedException {
        try {
            looked = to.await(this::reached);
            look().forEach(ticketId -> shown.put(ticketId, Progress.NONE));
            walk.walk(to.place().bell(), new Walker(to));
        } catch (ProblemException away) {
            throw new EndedException(Streams.Ending.AWAY);
        }
    }

    /** How far the index has come, once that is as far as the reader: else it would not know what they show. */
    private Optional<Places> reached() {
        return Optional.of(projections.index().with(index -> Places.of(index.reached(), places.partitions())))
                .filter(reached -> reached.reach(places));
    }

    private Set<UUID> look() throws EndedException {
        lookedAt = System.nanoTime();
        Question asked = question.get();
        Optional<Optional<Set<UUID>>> found = projections.index().with(index -> {
            try {
                return Optional.of(index.ids(asked, config.longestList()));
            } catch (IndexAwayException e) {
                return Optional.empty();
            }
        });
        return found.orElseThrow(() -> new EndedException(Streams.Ending.AWAY))
                .orElseThrow(() -> new EndedException(Streams.Ending.TOO_LONG));
    }

    /** Along the log. */
    private final class Walker implements LogWalk.Walker {

        private final EventStream to;

        private Walker(EventStream to) {
            this.to = to;
        }

        @Override
        public void take(Happening happening, Runnable passed)
                throws IOException, InterruptedException, EndedException {
            if (isTold(happening)) {
                return;
            }
            TicketView view = to.await(() -> happened.find(happening)).view();
            Optional<TicketView> listed = to.await(() -> find(happening.ticketId()));
            passed.run();
            if (listed.isPresent()) {
                tellListed(listed.get(), to);
            } else if (shown.remove(happening.ticketId()) != null || mayShow(view, happening)) {
                to.send("left", new LeftAnswer(happening.ticketId()));
            }
        }

        @Override
        public void idle() throws IOException, EndedException {
            if (System.nanoTime() - lookedAt >= config.listAgainEvery().toNanos()) {
                tellWhatTimeHasDone(to);
            }
        }

        @Override
        public void rest(Duration longest) throws IOException, InterruptedException, EndedException {
            to.rest(longest.compareTo(config.listAgainEvery()) < 0 ? longest : config.listAgainEvery());
        }
    }

    /** Whether the ticket was told as it was after this, or later. */
    private boolean isTold(Happening happening) {
        Progress told = shown.get(happening.ticketId());
        return told != null && told.of(happening.source()) >= happening.sequence();
    }

    /** Whether the reader may show a ticket that is not in the list, and has not been told. */
    private boolean mayShow(TicketView view, Happening happening) {
        boolean beforeTheFirstLook = happening.offset() < looked.next(happening.source(), happening.partition());
        return beforeTheFirstLook && (viewer.maySee(view) || sawBefore(view, happening));
    }

    private boolean sawBefore(TicketView view, Happening happening) {
        return happening.excludes()
                && happening.sequence() > 1
                && viewer.maySee(projections
                        .tickets()
                        .with(store -> new TimeTravel(store, clock)
                                .at(view, new TimeTravel.Asked.AtVersion(happening.sequence() - 1)))
                        .view());
    }

    /** There or not; empty while the index is away. */
    private Optional<Optional<TicketView>> find(UUID ticketId) {
        Question asked = question.get();
        return projections.index().with(index -> {
            try {
                return Optional.of(index.find(asked, ticketId));
            } catch (IndexAwayException e) {
                return Optional.empty();
            }
        });
    }

    private void tellListed(TicketView listed, EventStream to) throws IOException {
        String event = shown.put(listed.ticketId(), listed.progress()) == null ? "entered" : "changed";
        to.send(event, ListedAnswer.of(Merged.of(listed, this::others), viewer));
    }

    private Collection<TicketView> others(Set<UUID> ticketIds) {
        return projections.index().with(index -> {
            try {
                return index.byIds(ticketIds);
            } catch (IndexAwayException e) {
                return List.of();
            }
        });
    }

    private void tellWhatTimeHasDone(EventStream to) throws IOException, EndedException {
        Set<UUID> now = look();
        Set<UUID> gone = new HashSet<>(shown.keySet());
        gone.removeAll(now);
        for (UUID ticketId : gone) {
            shown.remove(ticketId);
            to.send("left", new LeftAnswer(ticketId));
        }
        Set<UUID> come = new HashSet<>(now);
        come.removeAll(shown.keySet());
        for (TicketView view : new ArrayList<>(others(come))) {
            tellListed(view, to);
        }
    }
}
