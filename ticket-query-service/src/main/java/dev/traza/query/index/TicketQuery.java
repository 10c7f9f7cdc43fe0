package dev.traza.query.index;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets, in which order.
 *
 * @param filters all must hold, each by any of its values
 * @param createdFrom not before this
 * @param createdTo before this
 * @param slaBreached whether a clock of the ticket has run over its target
 * @param text words that all must occur
 * @param onlyOf the person whose concerns alone may be found; absent for those who may see all
 * @param withInternal whether internal comments are searched
 * @param sort at least one key
 * @param after where the page before ended
 */
public record TicketQuery(
        Map<Filter, List<String>> filters,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        @Nullable Boolean slaBreached,
        @Nullable String text,
        @Nullable String onlyOf,
        boolean withInternal,
        List<SortKey> sort,
        int limit,
        @Nullable Position after) {

    public TicketQuery {
        filters = Map.copyOf(filters);
        sort = List.copyOf(sort);
    }

    /** One key of the order. */
    public record SortKey(SortField field, boolean descending) {}

    /**
     * A place in an ordered list, named by the values there and not by a count, so that it stays where it is while tickets
     * come and go.
     *
     * @param values one for each sort key
     * @param ticketId decides between tickets that are equal in all keys
     */
    public record Position(List<Number> values, UUID ticketId) {
        public Position {
            values = List.copyOf(values);
        }
    }
}
