package dev.traza.query.api;

import dev.traza.query.index.TicketIndex;
import dev.traza.query.live.LiveLog;
import dev.traza.query.live.Places;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Says in answers where a stream begins that tells what happens after what was answered. */
@Singleton
public class LiveCursor {

    /** The header. */
    public static final String NAME = "Live-Cursor";

    private final LiveLog live;

    @Inject
    LiveCursor(LiveLog live) {
        this.live = live;
    }

    /**
     * Where a stream begins that tells what happens after what a search shows that is made after this; empty while this
     * node does not follow the log.
     */
    public Optional<String> beforeASearch(TicketIndex index) {
        return live.now()
                .map(now -> Cursors.of(Places.of(index.reached(), now.end().partitions())));
    }
}
