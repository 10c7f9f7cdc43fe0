package dev.traza.query.savedview;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.UnreadableRecordException;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one record of {@code saved-views} says.
 *
 * @param view as it is from now on; absent when nothing of it is remembered any more
 */
public record ViewChange(UUID viewId, @Nullable SavedView view) {

    /** Reads a record. */
    public static ViewChange read(String key, byte @Nullable [] value) throws UnreadableRecordException {
        UUID viewId = Ids.parse(String.valueOf(key))
                .orElseThrow(() -> new UnreadableRecordException("The key of a saved view is its id"));
        try {
            return new ViewChange(
                    viewId, value == null ? null : ContractJson.mapper().readValue(value, SavedView.class));
        } catch (IOException e) {
            throw new UnreadableRecordException(
                    "Not a saved view: " + e.getClass().getSimpleName());
        }
    }

    /** The record's key. */
    public String key() {
        return viewId.toString();
    }

    /** The record's value; none says that nothing is remembered any more. */
    public byte @Nullable [] value() {
        try {
            return view == null ? null : ContractJson.mapper().writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every saved view can be written as JSON", e);
        }
    }
}
