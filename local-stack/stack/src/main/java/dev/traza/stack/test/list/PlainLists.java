package dev.traza.stack.test.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Answers the questions that lists are asked by looking at each ticket.
 *
 * @param tickets all that who asks may see, as they see them
 * @param me who asks
 * @param mine the ids of their teams
 * @param staff whether they are
 * @param now what the time is
 */
public record PlainLists(List<JsonNode> tickets, String me, Set<String> mine, boolean staff, Instant now) {

    /** What is no condition. */
    private static final Set<String> NO_CONDITIONS = Set.of("sort", "limit", "cursor", "facets", "timeZone");

    public PlainLists {
        tickets = List.copyOf(tickets);
        mine = Set.copyOf(mine);
    }

    /** The ids of the tickets that were asked for, in order. */
    public List<String> answer(Map<String, List<String>> asked) {
        return found(asked).stream()
                .sorted(order(asked))
                .map(ticket -> ticket.path("ticketId").asText())
                .toList();
    }

    /**
     * How many tickets there are for each value of a facet, whatever the question says of it; {@code none} stands for
     * having none.
     */
    public Map<String, Integer> facet(Map<String, List<String>> asked, String facet) {
        Map<String, List<String>> others = new TreeMap<>(asked);
        others.remove(facet);
        others.remove("not." + facet);
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode ticket : found(others)) {
            Set<String> values = PlainValues.values(ticket, facet);
            (values.isEmpty() ? Set.of("none") : values).forEach(value -> counts.merge(value, 1, Integer::sum));
        }
        return counts;
    }

    private List<JsonNode> found(Map<String, List<String>> asked) {
        return tickets.stream()
                .filter(ticket -> asked.keySet().stream()
                        .filter(name -> !NO_CONDITIONS.contains(name))
                        .allMatch(name -> holds(ticket, name, asked)))
                .toList();
    }

    private boolean holds(JsonNode ticket, String name, Map<String, List<String>> asked) {
        List<String> values = asked.getOrDefault(name, List.of());
        if (name.startsWith("not.")) {
            return !hasAny(ticket, name.substring("not.".length()), values);
        }
        if (name.equals("breachingWithin")) {
            return PlainValues.measure(ticket, "breachesAt")
                    .filter(at ->
                            at < now.plus(Duration.parse(values.getFirst())).toEpochMilli())
                    .isPresent();
        }
        if (name.equals("waitingFor")) {
            return isWaitingForMe(ticket);
        }
        if (name.matches("field(Min|Max)\\..*")) {
            BigDecimal bound = new BigDecimal(values.getFirst());
            return values(ticket, name)
                    .filter(value -> value.matches("-?[0-9]+(\\.[0-9]+)?"))
                    .map(value -> new BigDecimal(value).compareTo(bound))
                    .anyMatch(compared -> name.startsWith("fieldMin") ? compared >= 0 : compared <= 0);
        }
        if (name.matches("field(From|To)\\..*")) {
            ZoneId zone = zone(asked);
            Instant bound = time(values.getFirst(), zone);
            return values(ticket, name)
                    .flatMap(value -> PlainValues.day(value).stream())
                    .map(day -> day.atStartOfDay(zone).toInstant().isBefore(bound))
                    .anyMatch(before -> name.startsWith("fieldTo") == before);
        }
        for (String measure : PlainValues.COUNTS) {
            if (name.equals(measure + "Min") || name.equals(measure + "Max")) {
                long bound = Long.parseLong(values.getFirst());
                return PlainValues.measure(ticket, measure)
                        .filter(count -> name.endsWith("Min") ? count >= bound : count <= bound)
                        .isPresent();
            }
        }
        for (String measure : PlainValues.TIMES) {
            String what = measure.replaceAll("At$", "");
            if (name.equals(what + "From") || name.equals(what + "To")) {
                long bound = time(values.getFirst(), zone(asked)).toEpochMilli();
                return PlainValues.measure(ticket, measure)
                        .filter(at -> name.endsWith("From") ? at >= bound : at < bound)
                        .isPresent();
            }
        }
        return hasAny(ticket, name, values);
    }

    /** Those of the custom field of which a parameter says a range. */
    private static Stream<String> values(JsonNode ticket, String name) {
        return PlainValues.values(ticket, "field" + name.substring(name.indexOf('.'))).stream();
    }

    private boolean hasAny(JsonNode ticket, String filter, List<String> values) {
        Set<String> has = PlainValues.values(ticket, filter);
        return values.stream().anyMatch(value -> switch (value) {
            case "none" -> has.isEmpty();
            case "me" -> has.contains(me);
            case "mine" -> mine.stream().anyMatch(has::contains);
            default -> has.contains(value) && (staff || !filter.equals("approver") || value.equals(me));
        });
    }

    private boolean isWaitingForMe(JsonNode ticket) {
        String status = ticket.path("status").asText();
        return (hasAny(ticket, "assignee", List.of(me)) && Set.of("NEW", "OPEN").contains(status))
                || hasAny(ticket, "approver", List.of(me))
                || (hasAny(ticket, "requester", List.of(me)) && status.equals("PENDING"))
                || (staff && hasAny(ticket, "taskTeam", List.of("mine")) && !status.equals("CLOSED"));
    }

    private Comparator<JsonNode> order(Map<String, List<String>> asked) {
        String keys = asked.getOrDefault("sort", List.of("-createdAt")).getFirst();
        Comparator<JsonNode> order = Comparator.comparing(ticket -> 0);
        for (String key : keys.split(",", -1)) {
            boolean descending = key.startsWith("-");
            String measure = descending ? key.substring(1) : key;
            Comparator<Long> values = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
            order = order.thenComparing(
                    ticket -> PlainValues.measure(ticket, measure),
                    Comparator.comparing(Optional<Long>::isEmpty).thenComparing(value -> value.orElse(0L), values));
        }
        return order.thenComparing(ticket -> ticket.path("ticketId").asText());
    }

    private static ZoneId zone(Map<String, List<String>> asked) {
        return ZoneId.of(asked.getOrDefault("timeZone", List.of("UTC")).getFirst());
    }

    /** Written anew for what the tests ask: at most one shift, in whole units of the calendar. */
    private Instant time(String text, ZoneId zone) {
        if (text.endsWith("Z")) {
            return Instant.parse(text);
        }
        if (Character.isDigit(text.charAt(0))) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        }
        String anchor = text.split("[+-]", 2)[0];
        String shift = text.substring(anchor.length());
        LocalDate today = LocalDate.ofInstant(now, zone);
        Period period = shift.isEmpty()
                ? Period.ZERO
                : Period.parse("P" + shift.substring(1).toUpperCase(Locale.ROOT))
                        .multipliedBy(shift.startsWith("-") ? -1 : 1);
        if (anchor.equals("now")) {
            return ZonedDateTime.ofInstant(now, zone).plus(period).toInstant();
        }
        LocalDate day =
                switch (anchor) {
                    case "today" -> today;
                    case "startOfWeek" -> today.minusDays(today.get(ChronoField.DAY_OF_WEEK) - 1L);
                    case "startOfMonth" -> today.minusDays(today.getDayOfMonth() - 1L);
                    case "startOfQuarter" ->
                        LocalDate.of(
                                today.getYear(),
                                Stream.of(10, 7, 4, 1)
                                        .filter(month -> month <= today.getMonthValue())
                                        .findFirst()
                                        .orElseThrow(),
                                1);
                    case "startOfYear" -> LocalDate.of(today.getYear(), 1, 1);
                    default -> throw new IllegalArgumentException(text);
                };
        return day.plus(period).atStartOfDay(zone).toInstant();
    }
}
