package dev.traza.query.index;

import dev.traza.query.index.TicketQuery.Position;
import dev.traza.query.view.TicketView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an ordered list.
 *
 * @param next where the next page begins; absent on the last one
 * @param facets in the order they were asked for
 */
public record TicketPage(List<TicketView> items, @Nullable Position next, List<Facet> facets) {

    public TicketPage {
        items = List.copyOf(items);
        facets = List.copyOf(facets);
    }
}
