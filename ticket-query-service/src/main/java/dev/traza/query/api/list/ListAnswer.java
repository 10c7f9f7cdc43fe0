package dev.traza.query.api.list;

import dev.traza.query.api.ticket.TicketAnswer;
import dev.traza.query.index.Facet;
import dev.traza.query.index.Fragment;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of tickets.
 *
 * @param nextCursor where the next page begins; absent on the last one
 * @param facets in the order they were asked for; absent when none were
 * @param highlights by ticket, where the words of {@code q} were found, as far as the caller may read it; absent unless
 *     they were asked for
 */
@Schema(name = "TicketPage")
public record ListAnswer(
        List<TicketAnswer> items,
        @Nullable String nextCursor,
        @Nullable List<Counts> facets,
        @Nullable Map<UUID, List<Fragment>> highlights) {

    public ListAnswer {
        items = List.copyOf(items);
        facets = facets == null ? null : List.copyOf(facets);
    }

    /**
     * How many tickets there are for each value, whatever the question itself says of it.
     *
     * @param name the parameter's
     * @param values the most frequent ones, in that order
     * @param none how many tickets have no value
     * @param more how many values there are besides
     */
    @Schema(name = "Facet")
    public record Counts(String name, List<Count> values, int none, int more) {

        static Counts of(Facet facet) {
            return new Counts(
                    facet.attribute().parameter(),
                    facet.values().stream()
                            .map(value -> new Count(value.value(), value.count()))
                            .toList(),
                    facet.absent(),
                    facet.more());
        }
    }

    /** A value, as it is asked for, and how many tickets have it. */
    @Schema(name = "FacetValue")
    public record Count(String value, int count) {}
}
