package dev.traza.query.api.live;

import dev.traza.query.api.Cursors;
import dev.traza.query.api.Teller;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.ticket.Merged;
import dev.traza.query.api.ticket.TimelineItem;
import dev.traza.query.live.EndedException;
import dev.traza.query.live.Happening;
import dev.traza.query.live.LogWalk;
import dev.traza.query.live.Places;
import dev.traza.query.view.Ticket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Tells all that the reader may see, of all tickets. */
final class AllTelling implements EventStream.Telling {

    static final String HAPPENED = "happened";

    private final LogWalk walk;
    private final Places places;
    private final Happened happened;
    private final Viewer viewer;
    private final Teller teller;

    AllTelling(LogWalk walk, Places places, Happened happened, Viewer viewer, Teller teller) {
        this.walk = walk;
        this.places = places;
        this.happened = happened;
        this.viewer = viewer;
        this.teller = teller;
    }

    @Override
    public String cursor() {
        return Cursors.of(places);
    }

    @Override
    public void tell(EventStream to) throws IOException, InterruptedException, EndedException {
        walk.walk(to.place().bell(), new LogWalk.Walker() {
            @Override
            public void take(Happening happening, Runnable passed)
                    throws IOException, InterruptedException, EndedException {
                Happened.Told told = to.await(() -> happened.find(happening));
                Optional<HappenedAnswer> answer = answer(told);
                passed.run();
                if (answer.isPresent()) {
                    to.send(HAPPENED, answer.get());
                }
            }

            @Override
            public void idle() {}

            @Override
            public void rest(Duration longest) throws IOException, InterruptedException, EndedException {
                to.rest(longest);
            }
        });
    }

    private Optional<HappenedAnswer> answer(Happened.Told told) {
        if (!viewer.maySee(told.view())) {
            return Optional.empty();
        }
        Ticket ticket = Objects.requireNonNull(told.view().ticket());
        return TimelineItem.of(told.event(), new Merged(told.view(), List.of()), viewer, teller)
                .map(item -> HappenedAnswer.of(told.event(), ticket, item));
    }
}
