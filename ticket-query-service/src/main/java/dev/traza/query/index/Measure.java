package dev.traza.query.index;

import java.util.Arrays;
import java.util.Optional;

/**
 * What of a ticket is a time or a number: by it lists are sorted and narrowed to ranges. A ticket has one value or none;
 * those without one come last in either direction, and are in no range. Times count to the millisecond.
 */
public enum Measure {
    CREATED_AT("createdAt", Unit.TIME),
    UPDATED_AT("updatedAt", Unit.TIME),
    FIRST_RESPONDED_AT("firstRespondedAt", Unit.TIME),
    RESOLVED_AT("resolvedAt", Unit.TIME),
    CLOSED_AT("closedAt", Unit.TIME),
    /** The earliest due time of the clocks that run. */
    DUE_AT("dueAt", Unit.TIME),
    /** The earliest due time of the clocks that run and have not run over their targets. */
    BREACHES_AT("breachesAt", Unit.TIME),
    /** Until when a ticket on hold is. */
    HELD_UNTIL("heldUntil", Unit.TIME),
    /** From low to critical. */
    PRIORITY("priority", Unit.RANK),
    IMPACT("impact", Unit.RANK),
    URGENCY("urgency", Unit.RANK),
    /** In the order of a ticket's life. */
    STATUS("status", Unit.RANK),
    NUMBER("number", Unit.RANK),
    LEVEL("level", Unit.COUNT),
    REOPEN_COUNT("reopenCount", Unit.COUNT),
    ESCALATIONS("escalations", Unit.COUNT),
    SATISFACTION("satisfaction", Unit.COUNT),
    VERSION("version", Unit.COUNT),
    /** For staff. */
    OPEN_TASKS("openTasks", Unit.COUNT),
    /** For staff. */
    WORK_MINUTES("workMinutes", Unit.COUNT);

    private final String parameter;
    private final Unit unit;

    /** What kind of value it is. */
    public enum Unit {
        /** Milliseconds since 1970. */
        TIME,
        /** Its place in an order; there are no ranges of it. */
        RANK,
        /** How many. */
        COUNT
    }

    Measure(String parameter, Unit unit) {
        this.parameter = parameter;
        this.unit = unit;
    }

    /** The measure with this name in {@code sort}. */
    public static Optional<Measure> of(String parameter) {
        return Arrays.stream(values())
                .filter(measure -> measure.parameter.equals(parameter))
                .findFirst();
    }

    /** The name in {@code sort}. */
    public String parameter() {
        return parameter;
    }

    /** What kind of value it is. */
    public Unit unit() {
        return unit;
    }

    /** Whether only those may ask for it who may see all of a ticket. */
    public boolean isForStaff() {
        return this == OPEN_TASKS || this == WORK_MINUTES;
    }

    String field() {
        return "by_" + parameter;
    }
}
