package dev.traza.query.api;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketType;
import dev.traza.query.index.Filter;
import dev.traza.query.index.SortField;
import dev.traza.query.index.TicketQuery;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was asked for by the parameters of a list.
 *
 * @param question all but cursor and limit: a cursor is good for one question
 */
record ListParameters(TicketQuery query, String question) {

    static ListParameters read(MultivaluedMap<String, String> given, Viewer viewer, ApiConfig config) {
        Parameters parameters = new Parameters(given);
        Map<Filter, List<String>> filters = new EnumMap<>(Filter.class);
        for (Filter filter : Filter.values()) {
            List<String> values = parameters.all(filter.parameter(), config.maxValues(), config.maxValueLength());
            checkValues(parameters, filter, values);
            if (!values.isEmpty()) {
                filters.put(filter, values);
            }
        }
        var createdFrom = parameters.time("createdFrom");
        var createdTo = parameters.time("createdTo");
        var slaBreached = parameters.truth("slaBreached");
        Optional<String> text = parameters.one("q", config.maxTextLength());
        List<TicketQuery.SortKey> sort = sort(parameters, config, text.isPresent());
        int limit = parameters.limit(config);
        String question = question(given, viewer);
        Optional<TicketQuery.Position> after = parameters.one(
                "cursor",
                Cursors.LONGEST,
                "Not a cursor of this list: send one only with the parameters of the page it came from.",
                value -> Cursors.position(value, question, sort));
        parameters.check();
        return new ListParameters(
                new TicketQuery(
                        filters,
                        createdFrom.orElse(null),
                        createdTo.orElse(null),
                        slaBreached.orElse(null),
                        text.orElse(null),
                        viewer.onlyOf(),
                        viewer.seesAll(),
                        sort,
                        limit,
                        after.orElse(null)),
                question);
    }

    private static void checkValues(Parameters parameters, Filter filter, List<String> values) {
        switch (filter) {
            case STATUS -> parameters.names(filter.parameter(), values, Status.class);
            case PRIORITY -> parameters.names(filter.parameter(), values, Priority.class);
            case TYPE -> parameters.names(filter.parameter(), values, TicketType.class);
            case CHANNEL -> parameters.names(filter.parameter(), values, Channel.class);
            case LEVEL -> {
                if (!values.stream().allMatch(value -> value.matches("[0-4]"))) {
                    parameters.wrong(filter.parameter(), "invalid-value", "A number from 0 to 4.");
                }
            }
            case CATEGORY, DESK, TEAM, ASSIGNEE, REQUESTER, PARTICIPANT, TAG, APPROVER -> {}
        }
    }

    private static List<TicketQuery.SortKey> sort(Parameters parameters, ApiConfig config, boolean withText) {
        Optional<String> asked = parameters.one("sort", 200);
        if (asked.isEmpty()) {
            return List.of(new TicketQuery.SortKey(withText ? SortField.RELEVANCE : SortField.CREATED_AT, true));
        }
        Map<SortField, TicketQuery.SortKey> keys = new LinkedHashMap<>();
        String[] parts = asked.get().split(",", -1);
        for (String part : parts) {
            boolean descending = part.startsWith("-");
            Optional<SortField> field = SortField.of(descending ? part.substring(1) : part);
            if (field.isEmpty()) {
                parameters.wrong(
                        "sort", "invalid-value", "Keys are " + sortNames() + "; - in front of one turns it round.");
            } else if (field.get() == SortField.RELEVANCE && !(withText && descending)) {
                parameters.wrong("sort", "invalid-value", "-relevance needs q, and has no other direction.");
            } else if (keys.put(field.get(), new TicketQuery.SortKey(field.get(), descending)) != null) {
                parameters.wrong("sort", "repeated", "Each key may be named once.");
            }
        }
        if (parts.length > config.maxSortKeys()) {
            parameters.wrong("sort", "too-many", "At most " + config.maxSortKeys() + " keys.");
        }
        return List.copyOf(keys.values());
    }

    private static String sortNames() {
        return Arrays.stream(SortField.values()).map(SortField::parameter).collect(Collectors.joining(", "));
    }

    private static String question(MultivaluedMap<String, String> given, Viewer viewer) {
        Map<String, Set<String>> asked = new TreeMap<>();
        given.forEach((name, values) -> asked.put(name, new TreeSet<>(values)));
        asked.remove("cursor");
        asked.remove("limit");
        return viewer.onlyOf() + asked;
    }
}
