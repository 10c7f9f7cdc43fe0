package dev.traza.sla.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.traza.workingtime.CalendarPlan;
import dev.traza.workingtime.CalendarVersion;
import java.time.Instant;

/** A calendar as read over HTTP: what was written, and when and by whom. */
public record CalendarView(
        String id,
        int version,
        Instant changedAt,
        String changedBy,
        @JsonUnwrapped CalendarPlan calendar) {
    static CalendarView of(CalendarVersion version) {
        return new CalendarView(
                version.id(), version.version(), version.changedAt(), version.changedBy(), version.calendar());
    }
}
