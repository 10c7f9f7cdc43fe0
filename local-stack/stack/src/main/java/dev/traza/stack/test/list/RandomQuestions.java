package dev.traza.stack.test.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks for lists by chance, with values that some tickets have, so that most answers are not empty. */
public final class RandomQuestions {

    private static final List<String> PERSONS = List.of("assignee", "requester", "participant", "watcher", "approver");
    private static final List<String> ANCHORS =
            List.of("now", "today", "startOfWeek", "startOfMonth", "startOfQuarter", "startOfYear");
    private static final List<String> ZONES =
            List.of("Europe/Madrid", "America/Argentina/Buenos_Aires", "Asia/Kathmandu", "Pacific/Apia", "UTC");

    private final Random random;
    private final List<JsonNode> tickets;
    private final List<String> customFields;
    private final boolean staff;

    /**
     * Asks about these.
     *
     * @param customFields ids of fields that some of them have
     * @param staff whether the one who asks is; others are not asked for what they must not ask
     */
    public RandomQuestions(Random random, List<JsonNode> tickets, List<String> customFields, boolean staff) {
        this.random = random;
        this.tickets = List.copyOf(tickets);
        this.customFields = List.copyOf(customFields);
        this.staff = staff;
    }

    /** The parameters of a list, without those of a page. */
    public Map<String, List<String>> next() {
        Map<String, List<String>> asked = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            filter(asked);
        }
        if (random.nextInt(3) == 0) {
            times(asked);
        }
        if (random.nextInt(5) == 0) {
            counts(asked);
        }
        if (random.nextInt(5) == 0) {
            range(asked);
        }
        if (random.nextInt(20) == 0) {
            asked.put("breachingWithin", List.of(any(List.of("PT30M", "PT2H", "P1D", "P30D"))));
        }
        if (random.nextInt(12) == 0) {
            asked.put("waitingFor", List.of("me"));
        }
        if (random.nextInt(4) > 0) {
            asked.put("sort", List.of(sort()));
        }
        return asked;
    }

    /** Names of up to three facets. */
    public Set<String> facets() {
        List<String> all =
                filters().filter(name -> !PlainValues.NO_FACETS.contains(name)).toList();
        Set<String> facets = new LinkedHashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            facets.add(any(all));
        }
        return facets;
    }

    private Stream<String> filters() {
        return Stream.of(
                        PlainValues.ALWAYS.stream(),
                        PlainValues.FLAGS.stream(),
                        PlainValues.SOMETIMES.stream(),
                        customFields.stream().map(id -> "field." + id))
                .flatMap(names -> names)
                .filter(this::mayAsk);
    }

    private boolean mayAsk(String name) {
        return staff || !PlainValues.OF_STAFF.contains(name);
    }

    private void filter(Map<String, List<String>> asked) {
        String filter = any(filters().toList());
        Set<String> values = new LinkedHashSet<>();
        if (PlainValues.FLAGS.contains(filter)) {
            values.add(Boolean.toString(random.nextBoolean()));
        } else {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                values.add(value(filter));
            }
        }
        asked.put((random.nextInt(3) == 0 ? "not." : "") + filter, List.copyOf(values));
    }

    private String value(String filter) {
        // Whose approval is waited for is not shown to requesters, so they cannot know of which tickets it is nobody's.
        boolean maybeNone = !PlainValues.ALWAYS.contains(filter) && (staff || !filter.equals("approver"));
        if (maybeNone && random.nextInt(6) == 0) {
            return "none";
        }
        if (PERSONS.contains(filter) && random.nextInt(4) == 0) {
            return "me";
        }
        if (Set.of("team", "taskTeam").contains(filter) && random.nextInt(4) == 0) {
            return "mine";
        }
        for (int tries = 0; tries < 20; tries++) {
            List<String> values = List.copyOf(PlainValues.values(tickets.get(random.nextInt(tickets.size())), filter));
            if (!values.isEmpty()) {
                return any(values);
            }
        }
        return switch (filter) {
            case "holdReason" -> "DATE";
            case "resolutionCode" -> "SPAM";
            case "approval" -> "EXPIRED";
            case "procedure" -> "STOPPED";
            case "linkType" -> "DEPENDS_ON";
            case "satisfaction" -> "1";
            case "link", "parent", "child", "followUpOf", "splitFrom", "mergedInto", "absorbed" -> "T-999999999";
            default -> "nobody's";
        };
    }

    private void times(Map<String, List<String>> asked) {
        String measure = any(PlainValues.TIMES);
        String what = measure.replaceAll("At$", "");
        if (random.nextBoolean()) {
            asked.put("timeZone", List.of(any(ZONES)));
        }
        if (random.nextInt(3) > 0) {
            asked.put(what + "From", List.of(time(measure)));
        }
        if (random.nextInt(3) > 0) {
            asked.put(what + "To", List.of(time(measure)));
        }
    }

    private String time(String measure) {
        if (random.nextInt(3) == 0) {
            return any(ANCHORS)
                    + (random.nextBoolean()
                            ? ""
                            : any(List.of("-", "+")) + random.nextInt(20) + any(List.of("d", "w", "M", "y")));
        }
        long at = PlainValues.measure(tickets.get(random.nextInt(tickets.size())), measure)
                .orElse(0L);
        String instant = Instant.ofEpochMilli(at + random.nextInt(3) - 1).toString();
        return random.nextInt(4) == 0 ? instant.substring(0, "2026-01-31".length()) : instant;
    }

    private void counts(Map<String, List<String>> asked) {
        String measure = any(PlainValues.COUNTS.stream().filter(this::mayAsk).toList());
        long bound = PlainValues.measure(tickets.get(random.nextInt(tickets.size())), measure)
                .orElse(1L);
        asked.put(measure + any(List.of("Min", "Max")), List.of(Long.toString(bound)));
    }

    private void range(Map<String, List<String>> asked) {
        String id = any(customFields);
        String value = value("field." + id);
        if (value.matches("-?[0-9]+(\\.[0-9]+)?")) {
            asked.put(any(List.of("fieldMin.", "fieldMax.")) + id, List.of(value));
        } else if (PlainValues.day(value).isPresent()) {
            if (random.nextBoolean()) {
                asked.put("timeZone", List.of(any(ZONES)));
            }
            String bound = random.nextBoolean() ? value : value + "T11:30:00Z";
            asked.put(any(List.of("fieldFrom.", "fieldTo.")) + id, List.of(bound));
        }
    }

    private String sort() {
        List<String> measures = Stream.of(PlainValues.TIMES, PlainValues.COUNTS, PlainValues.RANKS)
                .flatMap(List::stream)
                .filter(this::mayAsk)
                .toList();
        Set<String> keys = new LinkedHashSet<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            keys.add(any(measures));
        }
        return keys.stream().map(key -> random.nextBoolean() ? "-" + key : key).collect(Collectors.joining(","));
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** The question as one would read it. */
    public static String text(Map<String, List<String>> asked) {
        List<String> parts = new ArrayList<>();
        asked.forEach((name, values) -> values.forEach(value -> parts.add(name + "=" + value)));
        return String.join("&", parts);
    }
}
