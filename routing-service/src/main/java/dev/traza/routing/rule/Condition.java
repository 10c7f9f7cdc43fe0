package dev.traza.routing.rule;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.TicketType;
import dev.traza.routing.ticket.TicketFacts;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket must be like for a rule to apply. An empty field asks for nothing; fields are combined with AND, the
 * values of one field with OR.
 *
 * @param categories prefixes of the category path, by whole steps: {@code hardware} covers {@code hardware/printer} and
 *     not {@code hardware-store}
 * @param catalogDesks ids of desks, as the item of the catalog names the one that serves it
 * @param languages BCP 47 tags; {@code es} covers {@code es-MX}
 */
public record Condition(
        Set<TicketType> types,
        Set<Priority> priorities,
        Set<String> categories,
        Set<Channel> channels,
        Set<String> organisations,
        @Nullable Boolean vip,
        Set<String> languages,
        Set<String> tags,
        Set<String> catalogDesks) {

    /** Matches every ticket. */
    public static final Condition ALWAYS =
            new Condition(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, Set.of(), Set.of(), Set.of());

    public Condition {
        types = sorted(types);
        priorities = sorted(priorities);
        categories = sorted(categories);
        channels = sorted(channels);
        organisations = sorted(organisations);
        languages = sorted(languages);
        tags = sorted(tags);
        catalogDesks = sorted(catalogDesks);
    }

    /** Whether every ticket matches. */
    public boolean always() {
        return equals(ALWAYS);
    }

    /** Whether a ticket with these facts and this priority matches. */
    public boolean matches(TicketFacts facts, Priority priority) {
        return (types.isEmpty() || types.contains(facts.type()))
                && (priorities.isEmpty() || priorities.contains(priority))
                && (categories.isEmpty() || covered(categories, facts.category(), "/"))
                && (channels.isEmpty() || channels.contains(facts.channel()))
                && (organisations.isEmpty()
                        || (facts.organisation() != null && organisations.contains(facts.organisation())))
                && (vip == null || vip == facts.vip())
                && (languages.isEmpty() || covered(languages, facts.language(), "-"))
                && (tags.isEmpty() || facts.tags().stream().anyMatch(tags::contains))
                && (catalogDesks.isEmpty()
                        || (facts.catalogDesk() != null && catalogDesks.contains(facts.catalogDesk())));
    }

    private static boolean covered(Set<String> prefixes, @Nullable String value, String separator) {
        if (value == null) {
            return false;
        }
        String path = value.toLowerCase(Locale.ROOT) + separator;
        return prefixes.stream().anyMatch(prefix -> path.startsWith(prefix.toLowerCase(Locale.ROOT) + separator));
    }

    // In a fixed order, so that the same condition is always written with the same bytes.
    private static <T extends Comparable<T>> Set<T> sorted(@Nullable Set<T> values) {
        return Collections.unmodifiableSet(new TreeSet<>(Objects.requireNonNullElse(values, Set.of())));
    }
}
