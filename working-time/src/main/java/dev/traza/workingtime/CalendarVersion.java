package dev.traza.workingtime;

import java.time.Instant;
import java.util.UUID;

/**
 * One version of a calendar, as it was written.
 *
 * @param version counted from 1
 * @param changeId of the change that wrote it
 * @param changedBy subject of the administrator
 */
public record CalendarVersion(
        String id, int version, UUID changeId, Instant changedAt, String changedBy, CalendarPlan calendar) {}
