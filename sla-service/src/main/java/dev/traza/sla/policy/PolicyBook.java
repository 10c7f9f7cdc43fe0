package dev.traza.sla.policy;

import dev.traza.contract.sla.SlaMetric;
import dev.traza.workingtime.CalendarVersion;
import dev.traza.workingtime.Flaw;
import dev.traza.workingtime.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * All policies and calendars at one moment. Immutable: a change makes a new book, so whoever holds one decides
 * everything by the same policies.
 */
public final class PolicyBook {

    private static final Comparator<PolicyVersion> ASKING_ORDER = Comparator.comparing(
                    (PolicyVersion version) -> version.policy().position())
            .thenComparing(PolicyVersion::id);

    /** A book without policies: no ticket has clocks. */
    public static final PolicyBook EMPTY = new PolicyBook(new TreeMap<>(), new TreeMap<>());

    /** A calendar's version with its arithmetic. */
    public record OpenCalendar(CalendarVersion version, WorkingCalendar time) {}

    /** The goal that applies to a ticket, with the policy and the calendar it belongs to. */
    public record Choice(PolicyVersion policy, Goal goal, OpenCalendar calendar) {}

    private final SortedMap<String, PolicyVersion> policies;
    private final SortedMap<String, OpenCalendar> calendars;
    private final List<PolicyVersion> inAskingOrder;

    private PolicyBook(SortedMap<String, PolicyVersion> policies, SortedMap<String, OpenCalendar> calendars) {
        this.policies = policies;
        this.calendars = calendars;
        this.inAskingOrder = policies.values().stream().sorted(ASKING_ORDER).toList();
    }

    /**
     * The goal for a ticket: of the policies in order of position and then id, of their goals in order, the first that
     * fits. A goal whose calendar does not exist fits nothing.
     */
    public Optional<Choice> choose(TicketFacts ticket) {
        for (PolicyVersion version : inAskingOrder) {
            for (Goal goal : version.policy().goals()) {
                OpenCalendar calendar = calendars.get(goal.calendar());
                if (calendar != null && goal.when().fits(ticket)) {
                    return Optional.of(new Choice(version, goal, calendar));
                }
            }
        }
        return Optional.empty();
    }

    /** The policy of this id. */
    public Optional<PolicyVersion> policy(String id) {
        return Optional.ofNullable(policies.get(id));
    }

    /** The calendar of this id. */
    public Optional<OpenCalendar> calendar(String id) {
        return Optional.ofNullable(calendars.get(id));
    }

    /** All policies, by id. */
    public List<PolicyVersion> policies() {
        return List.copyOf(policies.values());
    }

    /** All calendars, by id. */
    public List<CalendarVersion> calendars() {
        return calendars.values().stream().map(OpenCalendar::version).toList();
    }

    /** Ids of all calendars. */
    public Set<String> calendarIds() {
        return Set.copyOf(calendars.keySet());
    }

    /** Ids of the policies that use a calendar. */
    public List<String> usersOf(String calendarId) {
        return policies.values().stream()
                .filter(version -> version.policy().goals().stream()
                        .anyMatch(goal -> goal.calendar().equals(calendarId)))
                .map(PolicyVersion::id)
                .toList();
    }

    /**
     * What keeps a policy from being part of this book; empty when nothing does.
     *
     * @param now targets must be within reach from here
     */
    public List<Flaw> flawsOf(Policy policy, Instant now) {
        List<Flaw> flaws = policy.flaws(calendarIds());
        return flaws.isEmpty() ? outOfReach(policy, now) : flaws;
    }

    /** What keeps a calendar of this book from serving the policies that use it; empty when nothing does. */
    public List<Flaw> flawsOfUsers(String calendarId, Instant now) {
        boolean tooLittle = usersOf(calendarId).stream()
                .map(policies::get)
                .anyMatch(version ->
                        version != null && !outOfReach(version.policy(), now).isEmpty());
        return tooLittle
                ? List.of(new Flaw(
                        "/week", "too-little-working-time", "A policy that uses it could never reach its target."))
                : List.of();
    }

    private List<Flaw> outOfReach(Policy policy, Instant now) {
        List<Flaw> flaws = new ArrayList<>();
        for (int i = 0; i < policy.goals().size(); i++) {
            Goal goal = policy.goals().get(i);
            OpenCalendar calendar = calendars.get(goal.calendar());
            for (Map.Entry<SlaMetric, Duration> target : goal.targets().entrySet()) {
                if (calendar == null
                        || calendar.time()
                                .addWorkingTime(now, target.getValue())
                                .isEmpty()) {
                    flaws.add(new Flaw(
                            "/goals/%d/targets/%s".formatted(i, target.getKey()),
                            "out-of-reach",
                            "The calendar has not so much working time before the year 2200."));
                }
            }
        }
        return flaws;
    }

    /** The change that wrote what a ticket is measured by now, the later of policy's and calendar's. */
    public static UUID changeOf(Choice choice) {
        return choice.policy().changedAt().isBefore(choice.calendar().version().changedAt())
                ? choice.calendar().version().changeId()
                : choice.policy().changeId();
    }

    /** This book with a policy added or replaced. */
    public PolicyBook with(PolicyVersion version) {
        SortedMap<String, PolicyVersion> changed = new TreeMap<>(policies);
        changed.put(version.id(), version);
        return new PolicyBook(changed, calendars);
    }

    /**
     * This book with a calendar added or replaced.
     *
     * @throws IllegalArgumentException if the calendar's plan has flaws
     */
    public PolicyBook with(CalendarVersion version) {
        SortedMap<String, OpenCalendar> changed = new TreeMap<>(calendars);
        changed.put(version.id(), new OpenCalendar(version, WorkingCalendar.of(version.calendar())));
        return new PolicyBook(policies, changed);
    }

    /** This book without a policy. */
    public PolicyBook withoutPolicy(String id) {
        SortedMap<String, PolicyVersion> changed = new TreeMap<>(policies);
        changed.remove(id);
        return new PolicyBook(changed, calendars);
    }

    /** This book without a calendar. */
    public PolicyBook withoutCalendar(String id) {
        SortedMap<String, OpenCalendar> changed = new TreeMap<>(calendars);
        changed.remove(id);
        return new PolicyBook(policies, changed);
    }

    /** This book's number of policies and calendars together. */
    public int size() {
        return policies.size() + calendars.size();
    }
}
