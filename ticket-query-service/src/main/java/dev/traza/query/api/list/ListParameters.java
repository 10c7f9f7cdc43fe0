package dev.traza.query.api.list;

import dev.traza.query.api.ApiConfig;
import dev.traza.query.api.Cursors;
import dev.traza.query.api.Parameters;
import dev.traza.query.index.Attribute;
import dev.traza.query.index.Measure;
import dev.traza.query.index.Question;
import dev.traza.query.index.TicketQuery;
import dev.traza.query.index.TicketQuery.SortKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was asked for by the parameters of a list.
 *
 * @param identity all but what is of a page: a cursor is good for one question
 * @param now what {@code now} means in it
 * @param highlight whether to say where words were found
 */
public record ListParameters(TicketQuery query, String identity, Instant now, boolean highlight) {

    /** Of one page, and not of the whole list. */
    public static final Set<String> OF_A_PAGE = Set.of("cursor", "limit", "facets", "highlight");

    private static final String RELEVANCE = "relevance";
    private static final int LONGEST_SORT = 200;
    private static final int LONGEST_FACETS = 1_000;

    /**
     * Reads them.
     *
     * @param given the values of each parameter
     * @throws dev.traza.kit.problem.ProblemException (400) if one is unknown or not as it has to be, (403) if the caller must
     *     not ask for it
     */
    static ListParameters read(Map<String, List<String>> given, Asker asker, ApiConfig config) {
        Parameters parameters = new Parameters(given);
        parameters.refuseUnknown(ListParameters::knows);
        if (given.size() > config.maxParameters()) {
            parameters.wrong("", "too-many", "At most " + config.maxParameters() + " different parameters.");
            parameters.check();
        }
        Optional<String> text = parameters.one("q", config.maxTextLength());
        List<SortKey> sort = sort(parameters, asker, config, text.isPresent());
        int limit = parameters.limit(config);
        List<Attribute> facets = facets(parameters, asker, config);
        boolean highlight = parameters.truth("highlight").orElse(false);
        String identity = identity(given, asker);
        Optional<Cursors.Place> place = parameters.one(
                "cursor",
                Cursors.LONGEST,
                "Not a cursor of this list: send one only with the parameters of the page it came from.",
                value -> Cursors.place(value, identity, sort));
        Instant now = place.map(Cursors.Place::now).orElse(asker.now());
        Question question = new Question(
                Conditions.read(parameters, given.keySet(), asker, now, config),
                text.orElse(null),
                asker.viewer().onlyOf(),
                asker.viewer().seesAll());
        parameters.check();
        return new ListParameters(
                new TicketQuery(
                        question,
                        sort,
                        limit,
                        place.map(Cursors.Place::position).orElse(null),
                        facets),
                identity,
                now,
                highlight);
    }

    /** All that {@code sort} can name. */
    static String sortNames() {
        return Stream.concat(Arrays.stream(Measure.values()).map(Measure::parameter), Stream.of(RELEVANCE))
                .collect(Collectors.joining(", "));
    }

    private static boolean knows(String name) {
        return name.equals("q") || name.equals("sort") || OF_A_PAGE.contains(name) || Conditions.knows(name);
    }

    private static List<SortKey> sort(Parameters parameters, Asker asker, ApiConfig config, boolean withText) {
        Optional<String> asked = parameters.one("sort", LONGEST_SORT);
        if (asked.isEmpty()) {
            return List.of(withText ? new SortKey.ByRelevance() : new SortKey.ByMeasure(Measure.CREATED_AT, true));
        }
        Map<String, SortKey> keys = new LinkedHashMap<>();
        String[] parts = asked.get().split(",", -1);
        for (String part : parts) {
            boolean descending = part.startsWith("-");
            String name = descending ? part.substring(1) : part;
            Optional<Measure> measure = Measure.of(name);
            if (name.equals(RELEVANCE)) {
                if (!(withText && descending)) {
                    parameters.wrong("sort", "invalid-value", "-relevance needs q, and has no other direction.");
                }
            } else if (measure.isEmpty()) {
                parameters.wrong(
                        "sort", "invalid-value", "Keys are " + sortNames() + "; - in front of one turns it round.");
            } else if (measure.get().isForStaff() && !asker.viewer().seesAll()) {
                parameters.forbidden("sort");
            }
            SortKey key = measure.<SortKey>map(by -> new SortKey.ByMeasure(by, descending))
                    .orElseGet(SortKey.ByRelevance::new);
            if (keys.put(name, key) != null) {
                parameters.wrong("sort", "repeated", "Each key may be named once.");
            }
        }
        if (parts.length > config.maxSortKeys()) {
            parameters.wrong("sort", "too-many", "At most " + config.maxSortKeys() + " keys.");
        }
        return List.copyOf(keys.values());
    }

    private static List<Attribute> facets(Parameters parameters, Asker asker, ApiConfig config) {
        String[] names = parameters
                .one("facets", LONGEST_FACETS)
                .map(text -> text.split(",", -1))
                .orElse(new String[0]);
        if (names.length > config.maxFacets()) {
            parameters.wrong("facets", "too-many", "At most " + config.maxFacets() + " facets.");
            return List.of();
        }
        List<Attribute> facets = new ArrayList<>();
        for (String name : names) {
            Optional<Attribute> attribute = name.startsWith(Conditions.NOT)
                    ? Optional.empty()
                    : Conditions.attribute(name).filter(Attribute::isFacet);
            if (attribute.isEmpty()) {
                parameters.wrong("facets", "invalid-value", "There is no such facet.");
            } else if (!asker.viewer().mayAskFor(attribute.get())) {
                parameters.forbidden("facets");
            } else {
                facets.add(attribute.get());
            }
        }
        if (new HashSet<>(facets).size() < facets.size()) {
            parameters.wrong("facets", "repeated", "Each facet may be named once.");
        }
        return facets;
    }

    private static String identity(Map<String, List<String>> given, Asker asker) {
        Map<String, Set<String>> asked = new TreeMap<>();
        given.forEach((name, values) -> asked.put(name, new TreeSet<>(values)));
        asked.keySet().removeAll(OF_A_PAGE);
        return asker.viewer().onlyOf() + asked;
    }
}
