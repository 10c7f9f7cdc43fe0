package dev.traza.workingtime;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.OptionalInt;

/**
 * A stretch of working time within one day, as the wall clock shows it: from {@code from} inclusive to {@code to}
 * exclusive. A night shift is two frames, one up to {@code 24:00} and one from {@code 00:00} of the next day.
 *
 * @param from {@code HH:mm} or {@code HH:mm:ss}
 * @param to likewise, or {@code 24:00} for the end of the day; after {@code from}
 */
public record Frame(String from, String to) {

    static final int SECONDS_PER_DAY = 24 * 60 * 60;

    private static final String END_OF_DAY = "24:00";

    public Frame {
        from = from == null ? "" : from;
        to = to == null ? "" : to;
    }

    /** Seconds after midnight on the wall clock; empty when {@code from} is not a time. */
    OptionalInt fromSecond() {
        return secondOfDay(from);
    }

    /** Seconds after midnight on the wall clock, up to 86 400; empty when {@code to} is not a time. */
    OptionalInt toSecond() {
        return to.equals(END_OF_DAY) ? OptionalInt.of(SECONDS_PER_DAY) : secondOfDay(to);
    }

    private static OptionalInt secondOfDay(String text) {
        try {
            LocalTime time = LocalTime.parse(text);
            return time.getNano() == 0 ? OptionalInt.of(time.toSecondOfDay()) : OptionalInt.empty();
        } catch (DateTimeException notATime) {
            return OptionalInt.empty();
        }
    }
}
