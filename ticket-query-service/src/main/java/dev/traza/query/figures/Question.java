package dev.traza.query.figures;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be computed.
 *
 * @param by what to group by, at most two
 * @param filters wanted values; those of one dimension are alternatives, {@link Dimension#NONE} stands for no value
 * @param desks of teams that routing did not choose for a ticket
 */
public record Question(
        Figure figure,
        Periods periods,
        List<Dimension> by,
        Map<Dimension, Set<String>> filters,
        Meter meter,
        Desks desks) {
    public Question {
        by = List.copyOf(by);
        filters = Map.copyOf(filters);
    }
}
