package dev.traza.sla.policy;

import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.TicketType;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets a goal is for. Each part that is given must fit, and fits when one of its values does; a condition
 * without parts fits every ticket.
 *
 * @param categories paths in the service catalog; {@code hardware} also fits {@code hardware/printer}
 * @param slaHints words that the item of the catalog may carry with which the ticket was opened or classified
 * @param vip only VIPs ({@code true}) or only others ({@code false})
 */
public record Condition(
        Set<TicketType> types,
        Set<Priority> priorities,
        List<String> categories,
        Set<String> organisations,
        @Nullable Boolean vip,
        Set<String> slaHints) {

    /** Fits every ticket. */
    public static final Condition ANY = new Condition(Set.of(), Set.of(), List.of(), Set.of(), null, Set.of());

    public Condition {
        // Sorted, so that the same condition is always the same text.
        types = types == null ? Set.of() : Collections.unmodifiableSortedSet(new TreeSet<>(types));
        priorities = priorities == null ? Set.of() : Collections.unmodifiableSortedSet(new TreeSet<>(priorities));
        categories = categories == null ? List.of() : List.copyOf(categories);
        organisations =
                organisations == null ? Set.of() : Collections.unmodifiableSortedSet(new TreeSet<>(organisations));
        slaHints = slaHints == null ? Set.of() : Collections.unmodifiableSortedSet(new TreeSet<>(slaHints));
    }

    /** Whether this condition fits the ticket. */
    public boolean fits(TicketFacts ticket) {
        return (types.isEmpty() || types.contains(ticket.type()))
                && (priorities.isEmpty() || priorities.contains(ticket.priority()))
                && (categories.isEmpty() || inOneOf(categories, ticket.category()))
                && (organisations.isEmpty() || isOneOf(organisations, ticket.organisation()))
                && (slaHints.isEmpty() || isOneOf(slaHints, ticket.slaHint()))
                && (vip == null || vip == ticket.vip());
    }

    private static boolean inOneOf(List<String> paths, @Nullable String category) {
        return category != null
                && paths.stream().anyMatch(path -> category.equals(path) || category.startsWith(path + "/"));
    }

    private static boolean isOneOf(Set<String> wanted, @Nullable String value) {
        return value != null && wanted.contains(value);
    }
}
