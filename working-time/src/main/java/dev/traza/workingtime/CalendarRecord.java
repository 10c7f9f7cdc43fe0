package dev.traza.workingtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.UnreadableRecordException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A calendar as it stands on {@code sla-policies}: its newest version, under {@code calendar/<id>}.
 *
 * @param version absent when the calendar was deleted
 */
public record CalendarRecord(String id, @Nullable CalendarVersion version) {

    private static final String PREFIX = "calendar/";

    /** The key under which a calendar stands. */
    public static String keyOf(String id) {
        return PREFIX + id;
    }

    /** The value that stands there. */
    public static byte[] valueOf(CalendarVersion version) {
        try {
            return ContractJson.mapper().writeValueAsBytes(version);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Calendars can be written as JSON", e);
        }
    }

    /**
     * What a record of the topic says about a calendar; empty if it is about something else.
     *
     * @throws UnreadableRecordException if it is about a calendar and not the JSON of one
     */
    public static Optional<CalendarRecord> read(String key, byte @Nullable [] value) throws UnreadableRecordException {
        if (!key.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String id = key.substring(PREFIX.length());
        try {
            return Optional.of(new CalendarRecord(
                    id, value == null ? null : ContractJson.mapper().readValue(value, CalendarVersion.class)));
        } catch (IOException e) {
            throw new UnreadableRecordException("The record at " + key + " is not the JSON of a version");
        }
    }
}
