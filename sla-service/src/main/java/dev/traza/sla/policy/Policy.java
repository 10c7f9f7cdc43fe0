package dev.traza.sla.policy;

import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.Status;
import dev.traza.workingtime.Flaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A service-level policy: goals in order, of which the first that fits a ticket applies.
 *
 * @param name for people
 * @param position policies are asked in ascending position, then by id; the first with a goal that fits applies; absent
 *     means {@value #DEFAULT_POSITION}
 * @param warnAtPercent warn when this much of a target is used, in percent; absent means 50, 75, 90
 * @param pauseIn statuses in which clocks stand still, {@code PENDING} and {@code ON_HOLD} or a part of them; absent
 *     means both
 * @param closeResolvedAfterBusinessDays a ticket that stays resolved for this many working days of its calendar is
 *     closed; 0 means never, absent means {@value #DEFAULT_CLOSING}
 */
public record Policy(
        String name,
        Integer position,
        SortedSet<Integer> warnAtPercent,
        Set<Status> pauseIn,
        Integer closeResolvedAfterBusinessDays,
        List<Goal> goals) {

    /** Where a policy stands that does not say so. */
    public static final int DEFAULT_POSITION = 1_000;

    /** Working days after which resolved tickets are closed when the policy does not say so. */
    public static final int DEFAULT_CLOSING = 5;

    /** Goals that one policy may have. */
    public static final int MOST_GOALS = 100;

    /** Warnings that one clock may give. */
    public static final int MOST_WARNINGS = 10;

    /** Longest target; more is a mistake in the unit. */
    public static final Duration LONGEST_TARGET = Duration.ofDays(3_660);

    private static final int LONGEST_NAME = 100;
    private static final int MOST_CONDITION_VALUES = 200;
    private static final int LONGEST_CLOSING = 365;
    private static final int LAST_POSITION = 1_000_000;
    private static final Set<Status> CAN_PAUSE =
            Collections.unmodifiableSet(EnumSet.of(Status.PENDING, Status.ON_HOLD));
    private static final SortedSet<Integer> DEFAULT_WARNINGS =
            Collections.unmodifiableSortedSet(new TreeSet<>(List.of(50, 75, 90)));

    public Policy {
        name = name == null ? "" : name;
        position = position == null ? DEFAULT_POSITION : position;
        warnAtPercent = warnAtPercent == null
                ? DEFAULT_WARNINGS
                : Collections.unmodifiableSortedSet(new TreeSet<>(warnAtPercent));
        pauseIn = pauseIn == null
                ? CAN_PAUSE
                : pauseIn.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(pauseIn));
        closeResolvedAfterBusinessDays =
                closeResolvedAfterBusinessDays == null ? DEFAULT_CLOSING : closeResolvedAfterBusinessDays;
        goals = goals == null ? List.of() : List.copyOf(goals);
    }

    /**
     * What keeps this from being a policy; empty when nothing does.
     *
     * @param calendars ids of the calendars there are
     */
    public List<Flaw> flaws(Set<String> calendars) {
        List<Flaw> flaws = new ArrayList<>();
        checkName("/name", name, flaws);
        if (position < 0 || position > LAST_POSITION) {
            flaws.add(new Flaw("/position", "out-of-range", "From 0 to %d.".formatted(LAST_POSITION)));
        }
        if (warnAtPercent.size() > MOST_WARNINGS) {
            flaws.add(new Flaw("/warnAtPercent", "too-many", "At most %d warnings.".formatted(MOST_WARNINGS)));
        }
        if (warnAtPercent.stream().anyMatch(percent -> percent < 1 || percent > 99)) {
            flaws.add(new Flaw(
                    "/warnAtPercent", "out-of-range", "From 1 to 99 percent; at 100 the clock is breached anyway."));
        }
        if (!CAN_PAUSE.containsAll(pauseIn)) {
            flaws.add(new Flaw("/pauseIn", "not-a-waiting-status", "Clocks can pause in PENDING and ON_HOLD."));
        }
        if (closeResolvedAfterBusinessDays < 0 || closeResolvedAfterBusinessDays > LONGEST_CLOSING) {
            flaws.add(new Flaw(
                    "/closeResolvedAfterBusinessDays",
                    "out-of-range",
                    "From 0 (never) to %d working days.".formatted(LONGEST_CLOSING)));
        }
        if (goals.isEmpty()) {
            flaws.add(new Flaw("/goals", "no-goals", "A policy needs at least one goal."));
        }
        if (goals.size() > MOST_GOALS) {
            flaws.add(new Flaw("/goals", "too-many", "At most %d goals.".formatted(MOST_GOALS)));
            return List.copyOf(flaws);
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < goals.size(); i++) {
            String pointer = "/goals/" + i;
            checkGoal(pointer, goals.get(i), calendars, flaws);
            if (!names.add(goals.get(i).name())) {
                flaws.add(new Flaw(pointer + "/name", "not-unique", "Another goal of the policy has this name."));
            }
        }
        return List.copyOf(flaws);
    }

    private static void checkGoal(String pointer, Goal goal, Set<String> calendars, List<Flaw> flaws) {
        checkName(pointer + "/name", goal.name(), flaws);
        if (!calendars.contains(goal.calendar())) {
            flaws.add(new Flaw(pointer + "/calendar", "unknown-calendar", "There is no calendar of this id."));
        }
        if (goal.targets().isEmpty()) {
            flaws.add(new Flaw(pointer + "/targets", "no-targets", "A goal needs a target for at least one metric."));
        }
        for (Map.Entry<SlaMetric, Duration> target : goal.targets().entrySet()) {
            String where = pointer + "/targets/" + target.getKey();
            if (target.getValue().toSeconds() < 1) {
                flaws.add(new Flaw(where, "not-positive", "At least one second, for example PT4H."));
            } else if (target.getValue().getNano() != 0) {
                flaws.add(new Flaw(where, "fraction-of-second", "Whole seconds only."));
            } else if (target.getValue().compareTo(LONGEST_TARGET) > 0) {
                flaws.add(new Flaw(where, "too-long", "At most %d hours.".formatted(LONGEST_TARGET.toHours())));
            }
        }
        if (goal.when().categories().size() > MOST_CONDITION_VALUES) {
            flaws.add(tooManyValues(pointer + "/when/categories"));
        }
        if (goal.when().organisations().size() > MOST_CONDITION_VALUES) {
            flaws.add(tooManyValues(pointer + "/when/organisations"));
        }
        if (goal.when().slaHints().size() > MOST_CONDITION_VALUES) {
            flaws.add(tooManyValues(pointer + "/when/slaHints"));
        }
    }

    private static Flaw tooManyValues(String pointer) {
        return new Flaw(pointer, "too-many", "At most %d values.".formatted(MOST_CONDITION_VALUES));
    }

    private static void checkName(String pointer, String name, List<Flaw> flaws) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            flaws.add(new Flaw(pointer, "no-name", "A name of 1 to %d characters.".formatted(LONGEST_NAME)));
        }
    }
}
