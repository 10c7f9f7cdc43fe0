package dev.traza.query.api.ticket;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor where the next page begins; absent on the last one
 */
public record PageAnswer<T>(List<T> items, @Nullable String nextCursor) {

    /** A page of a ticket's timeline. */
    @Schema(name = "TimelinePage")
    record OfTimeline(List<TimelineItem> items, @Nullable String nextCursor) {}

    public PageAnswer {
        items = List.copyOf(items);
    }
}
