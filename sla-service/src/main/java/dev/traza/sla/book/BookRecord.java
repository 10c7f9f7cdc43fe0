package dev.traza.sla.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.sla.policy.PolicyBook;
import dev.traza.sla.policy.PolicyVersion;
import dev.traza.workingtime.CalendarRecord;
import dev.traza.workingtime.CalendarVersion;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code sla-policies}: the newest version of a policy or calendar under a key that says which.
 *
 * @param key {@code policy/<id>} or {@code calendar/<id>}
 * @param value JSON of the version; absent when it was deleted
 */
public record BookRecord(String key, byte @Nullable [] value) {

    private static final String POLICY = "policy/";

    /** A policy's version. */
    public static BookRecord of(PolicyVersion version) {
        return new BookRecord(POLICY + version.id(), json(version));
    }

    /** A calendar's version. */
    public static BookRecord of(CalendarVersion version) {
        return new BookRecord(CalendarRecord.keyOf(version.id()), CalendarRecord.valueOf(version));
    }

    /** The end of a policy. */
    public static BookRecord withoutPolicy(String id) {
        return new BookRecord(POLICY + id, null);
    }

    /** The end of a calendar. */
    public static BookRecord withoutCalendar(String id) {
        return new BookRecord(CalendarRecord.keyOf(id), null);
    }

    /**
     * The book after this record.
     *
     * @throws UnreadableRecordException if the record is neither a policy nor a calendar, or one that makes no sense
     */
    public PolicyBook applyTo(PolicyBook book) throws UnreadableRecordException {
        try {
            if (key.startsWith(POLICY)) {
                return value == null
                        ? book.withoutPolicy(key.substring(POLICY.length()))
                        : book.with(ContractJson.mapper().readValue(value, PolicyVersion.class));
            }
            Optional<CalendarRecord> calendar = CalendarRecord.read(key, value);
            if (calendar.isPresent()) {
                CalendarVersion version = calendar.get().version();
                return version == null ? book.withoutCalendar(calendar.get().id()) : book.with(version);
            }
        } catch (IOException e) {
            throw new UnreadableRecordException("The record at " + key + " is not the JSON of a version");
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("The record at " + key + " makes no sense: " + e.getMessage());
        }
        throw new UnreadableRecordException("The key " + key + " is neither that of a policy nor that of a calendar");
    }

    private static byte[] json(PolicyVersion version) {
        try {
            return ContractJson.mapper().writeValueAsBytes(version);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Policies can be written as JSON", e);
        }
    }
}
