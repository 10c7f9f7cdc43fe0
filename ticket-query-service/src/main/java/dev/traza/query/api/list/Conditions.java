package dev.traza.query.api.list;

import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.query.api.ApiConfig;
import dev.traza.query.api.Parameters;
import dev.traza.query.index.Attribute;
import dev.traza.query.index.Condition;
import dev.traza.query.index.CustomField;
import dev.traza.query.index.FieldScale;
import dev.traza.query.index.Filter;
import dev.traza.query.index.Measure;
import dev.traza.query.view.Ticket;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the parameters of a list say of its tickets. */
final class Conditions {

    /** In front of a filter's name: tickets of which it does not hold. */
    static final String NOT = "not.";

    /** The value that stands for having none. */
    static final String NONE = "none";

    /** The value that stands for the caller. */
    static final String ME = "me";

    /** The value that stands for the caller's teams. */
    static final String MINE = "mine";

    static final String TIME_ZONE = "timeZone";
    static final String BREACHING_WITHIN = "breachingWithin";
    static final String WAITING_FOR = "waitingFor";

    /** What the names of ranges of custom fields begin with; the field's id follows. */
    private static final String FIELD_MIN = "fieldMin.";

    private static final String FIELD_MAX = "fieldMax.";
    private static final String FIELD_FROM = "fieldFrom.";
    private static final String FIELD_TO = "fieldTo.";
    private static final List<String> FIELD_RANGES = List.of(FIELD_MIN, FIELD_MAX, FIELD_FROM, FIELD_TO);

    private static final int LONGEST_ZONE = 60;
    private static final int LONGEST_WORD = 20;
    private static final Duration MOST_WITHIN = Duration.ofDays(366);

    private final Parameters parameters;
    private final Asker asker;
    private final Instant now;
    private final ApiConfig config;
    private final List<Condition> found = new ArrayList<>();

    private Conditions(Parameters parameters, Asker asker, Instant now, ApiConfig config) {
        this.parameters = parameters;
        this.asker = asker;
        this.now = now;
        this.config = config;
    }

    /**
     * Reads them; what is wrong is with the parameters afterwards.
     *
     * @param names of the parameters that were given
     * @param now what {@code now} is
     */
    static List<Condition> read(Parameters parameters, Set<String> names, Asker asker, Instant now, ApiConfig config) {
        Conditions conditions = new Conditions(parameters, asker, now, config);
        conditions.filters(names);
        Moments moments = conditions.moments();
        conditions.ranges(moments);
        conditions.fieldRanges(names, moments);
        conditions.breaching();
        conditions.waiting();
        return conditions.found;
    }

    /** Whether a condition can have this name. */
    static boolean knows(String name) {
        return attribute(name).isPresent()
                || rangedField(name).isPresent()
                || Stream.of(Measure.values())
                        .anyMatch(measure -> rangeNames(measure).contains(name))
                || Set.of(TIME_ZONE, BREACHING_WITHIN, WAITING_FOR).contains(name);
    }

    /** The names of a measure's ranges: what is the least, and what is the most. None if there are no ranges of it. */
    static List<String> rangeNames(Measure measure) {
        String name = measure.parameter();
        return switch (measure.unit()) {
            case TIME -> {
                String what = name.endsWith("At") ? name.substring(0, name.length() - 2) : name;
                yield List.of(what + "From", what + "To");
            }
            case COUNT -> List.of(name + "Min", name + "Max");
            case RANK -> List.of();
        };
    }

    /** The attribute that a parameter is about, be it denied or not. */
    static Optional<Attribute> attribute(String parameter) {
        String name = isDenied(parameter) ? parameter.substring(NOT.length()) : parameter;
        return Filter.of(name).map(Attribute.class::cast).or(() -> CustomField.of(name));
    }

    /** The custom field of which a parameter says a range. */
    private static Optional<CustomField> rangedField(String name) {
        return FIELD_RANGES.stream()
                .filter(name::startsWith)
                .findFirst()
                .flatMap(range -> CustomField.of(CustomField.PREFIX + name.substring(range.length())));
    }

    private static boolean isDenied(String parameter) {
        return parameter.startsWith(NOT);
    }

    private void filters(Set<String> names) {
        // In order, so that the same parameters are always the same question.
        names.stream().sorted().forEach(name -> attribute(name).ifPresent(attribute -> filter(name, attribute)));
    }

    private void filter(String name, Attribute attribute) {
        if (!asker.viewer().mayAskFor(attribute)) {
            parameters.forbidden(name);
            return;
        }
        List<String> values = parameters.all(name, config.maxValues(), config.maxValueLength());
        if (values.isEmpty()) {
            return;
        }
        Predicate<String> isNone = value -> attribute.isOptional() && value.equals(NONE);
        List<String> some = values.stream().filter(isNone.negate()).toList();
        List<Condition> alternatives = new ArrayList<>();
        if (values.stream().anyMatch(isNone)) {
            alternatives.add(new Condition.Absent(attribute));
        }
        if (!some.isEmpty()) {
            alternatives.add(new Condition.AnyOf(
                    attribute,
                    switch (attribute) {
                        case Filter filter -> understood(name, filter, some);
                        case CustomField _ -> Set.copyOf(some);
                    }));
        }
        Condition condition = alternatives.size() == 1 ? alternatives.getFirst() : new Condition.Either(alternatives);
        found.add(isDenied(name) ? new Condition.Not(condition) : condition);
    }

    private Set<String> understood(String name, Filter filter, List<String> values) {
        return switch (filter) {
            case STATUS -> names(name, values, Status.class);
            case PRIORITY -> names(name, values, Priority.class);
            case IMPACT -> names(name, values, Impact.class);
            case URGENCY -> names(name, values, Urgency.class);
            case TYPE -> names(name, values, TicketType.class);
            case CHANNEL -> names(name, values, Channel.class);
            case HOLD_REASON -> names(name, values, HoldReason.class);
            case RESOLUTION_CODE -> names(name, values, ResolutionCode.class);
            case LINK_TYPE -> names(name, values, LinkType.class);
            case APPROVAL -> names(name, values, Ticket.Approval.State.class);
            case PROCEDURE -> names(name, values, Ticket.Procedure.State.class);
            case LEVEL -> digits(name, values, 0, 4);
            case SATISFACTION -> digits(name, values, 1, 5);
            case VIP, ESCALATED, SLA_BREACHED, HAS_OPEN_TASKS, HAS_ATTACHMENTS, ERASED -> flag(name, values);
            case ASSIGNEE, REQUESTER, PARTICIPANT, WATCHER, APPROVER -> persons(values);
            case TEAM, TASK_TEAM -> teams(values);
            case TICKET, LINK, PARENT, CHILD, MERGED_INTO, ABSORBED, FOLLOW_UP_OF, SPLIT_FROM -> tickets(name, values);
            case CATEGORY, CATALOG_ITEM, DESK, ORGANISATION, LANGUAGE, TAG, SLA_POLICY, ASSET -> Set.copyOf(values);
        };
    }

    private Set<String> names(String name, List<String> values, Class<? extends Enum<?>> type) {
        parameters.names(name, values, type);
        return Set.copyOf(values);
    }

    private Set<String> digits(String name, List<String> values, int least, int most) {
        if (!values.stream().allMatch(value -> value.matches("[" + least + "-" + most + "]"))) {
            parameters.wrong(name, "invalid-value", "A number from " + least + " to " + most + ".");
        }
        return Set.copyOf(values);
    }

    private Set<String> flag(String name, List<String> values) {
        if (values.size() > 1) {
            parameters.wrong(name, "repeated", "May be given once.");
        } else if (!Set.of("true", "false").containsAll(values)) {
            parameters.wrong(name, "invalid-value", "true or false.");
        }
        return Set.copyOf(values);
    }

    private Set<String> persons(List<String> values) {
        return values.stream()
                .map(value -> value.equals(ME) ? asker.id() : value)
                .collect(Collectors.toSet());
    }

    private Set<String> teams(List<String> values) {
        Set<String> teams = new HashSet<>(values);
        if (teams.remove(MINE)) {
            teams.addAll(asker.teams().get());
        }
        return teams;
    }

    private Set<String> tickets(String name, List<String> values) {
        Set<String> tickets = new HashSet<>();
        for (String value : values) {
            TicketRef.parse(value)
                    .ifPresentOrElse(
                            ref -> tickets.add(ref.text()),
                            () -> parameters.wrong(
                                    name, "invalid-value", "A ticket's id, or its number as in T-1042."));
        }
        return tickets;
    }

    private Moments moments() {
        Optional<ZoneId> zone = parameters.one(
                TIME_ZONE,
                LONGEST_ZONE,
                "The name of a time zone, as in Europe/Madrid.",
                value -> ZoneId.getAvailableZoneIds().contains(value)
                        ? Optional.of(ZoneId.of(value))
                        : Optional.empty());
        return new Moments(now, zone.orElse(ZoneOffset.UTC));
    }

    private void ranges(Moments moments) {
        for (Measure measure : Measure.values()) {
            List<String> names = rangeNames(measure);
            if (names.stream().noneMatch(parameters::has)) {
                continue;
            }
            if (measure.isForStaff() && !asker.viewer().seesAll()) {
                names.stream().filter(parameters::has).forEach(parameters::forbidden);
                continue;
            }
            switch (measure.unit()) {
                case TIME -> times(measure, names, moments);
                case COUNT -> counts(measure, names);
                case RANK -> {}
            }
        }
    }

    private void times(Measure measure, List<String> names, Moments moments) {
        Optional<Instant> from = time(names.getFirst(), moments);
        Optional<Instant> to = time(names.getLast(), moments);
        found.add(new Condition.Between(
                measure,
                from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
                to.map(time -> time.toEpochMilli() - 1).orElse(Long.MAX_VALUE)));
    }

    private Optional<Instant> time(String name, Moments moments) {
        return parameters.one(name, Moments.LONGEST, Moments.EXPECTED, moments::read);
    }

    private void counts(Measure measure, List<String> names) {
        Optional<Integer> least = parameters.one(names.getFirst(), 10, "A number.", Parameters::number);
        Optional<Integer> most = parameters.one(names.getLast(), 10, "A number.", Parameters::number);
        found.add(new Condition.Between(measure, least.orElse(Integer.MIN_VALUE), most.orElse(Integer.MAX_VALUE)));
    }

    private void fieldRanges(Set<String> names, Moments moments) {
        names.stream().sorted().forEach(name -> rangedField(name)
                .flatMap(field -> fieldRange(name, field, moments))
                .ifPresent(found::add));
    }

    private Optional<Condition> fieldRange(String name, CustomField field, Moments moments) {
        if (name.startsWith(FIELD_MIN)) {
            return number(name).map(least -> from(field, FieldScale.NUMBER, least));
        }
        if (name.startsWith(FIELD_MAX)) {
            return number(name).map(most -> upTo(field, FieldScale.NUMBER, most));
        }
        Optional<LocalDate> day = time(name, moments).map(moments::firstDayFrom);
        return name.startsWith(FIELD_FROM)
                ? day.map(first -> from(field, FieldScale.DAY, first.toEpochDay()))
                : day.map(end -> upTo(field, FieldScale.DAY, end.toEpochDay() - 1));
    }

    private Optional<Long> number(String name) {
        return parameters.one(name, FieldScale.LONGEST_NUMBER, "A number, as in 12 or -0.5.", FieldScale.NUMBER::of);
    }

    private static Condition from(CustomField field, FieldScale scale, long least) {
        return new Condition.FieldBetween(field, scale, least, Long.MAX_VALUE);
    }

    private static Condition upTo(CustomField field, FieldScale scale, long most) {
        return new Condition.FieldBetween(field, scale, Long.MIN_VALUE, most);
    }

    private void breaching() {
        parameters
                .one(
                        BREACHING_WITHIN,
                        LONGEST_WORD,
                        "How long, as in PT2H or P1D; at most " + MOST_WITHIN.toDays() + " days.",
                        Conditions::duration)
                .ifPresent(within -> found.add(new Condition.Between(
                        Measure.BREACHES_AT, Long.MIN_VALUE, now.plus(within).toEpochMilli() - 1)));
    }

    private static Optional<Duration> duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            return duration.isPositive() && duration.compareTo(MOST_WITHIN) <= 0
                    ? Optional.of(duration)
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException none) {
            return Optional.empty();
        }
    }

    private void waiting() {
        parameters
                .one(
                        WAITING_FOR,
                        LONGEST_WORD,
                        "Only me.",
                        value -> value.equals(ME) ? Optional.of(value) : Optional.empty())
                .ifPresent(_ -> found.add(new Condition.Either(waitingForMe())));
    }

    /** Whose move it is: theirs who have it, who were asked for approval, whom support asked, and whose tasks are open. */
    private List<Condition> waitingForMe() {
        String me = asker.id();
        List<Condition> ways = new ArrayList<>();
        ways.add(Condition.All.of(
                Condition.AnyOf.of(Filter.ASSIGNEE, me),
                Condition.AnyOf.of(Filter.STATUS, Status.NEW.name(), Status.OPEN.name())));
        ways.add(Condition.AnyOf.of(Filter.APPROVER, me));
        ways.add(Condition.All.of(
                Condition.AnyOf.of(Filter.REQUESTER, me), Condition.AnyOf.of(Filter.STATUS, Status.PENDING.name())));
        if (asker.viewer().seesAll()) {
            ways.add(Condition.All.of(
                    new Condition.AnyOf(Filter.TASK_TEAM, asker.teams().get()),
                    new Condition.Not(Condition.AnyOf.of(Filter.STATUS, Status.CLOSED.name()))));
        }
        return ways;
    }
}
