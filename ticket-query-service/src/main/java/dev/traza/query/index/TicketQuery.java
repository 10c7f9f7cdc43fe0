package dev.traza.query.index;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets, in which order, and how many of them.
 *
 * @param sort at least one key
 * @param after where the page before ended
 * @param facets by what all of them are counted
 */
@RecordBuilder
public record TicketQuery(
        Question question,
        List<SortKey> sort,
        int limit,
        @Nullable Position after,
        List<Attribute> facets) implements TicketQueryBuilder.With {

    public TicketQuery {
        sort = List.copyOf(sort);
        facets = List.copyOf(facets);
    }

    /** One key of the order. */
    public sealed interface SortKey {

        /** By a time or a number. */
        record ByMeasure(Measure measure, boolean descending) implements SortKey {}

        /** How well the text matches, the best first. */
        record ByRelevance() implements SortKey {}
    }

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
