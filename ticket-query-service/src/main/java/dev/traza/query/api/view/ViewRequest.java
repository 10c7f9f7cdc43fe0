package dev.traza.query.api.view;

import dev.traza.query.savedview.Sharing;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A view as somebody wants to keep it.
 *
 * @param name what it is called
 * @param sharing who else sees it; left out, nobody
 * @param team with which it is shared, when it is shared with one
 * @param parameters those of the list of tickets, but not those of a page: the values of each
 */
@Schema(name = "View")
public record ViewRequest(
        @NotBlank
        @Size(max = ViewRequest.LONGEST_NAME)
        @Pattern(
                regexp = "[^\\p{Cc}\\p{Cs}]*",
                message = "must not contain control characters or incomplete characters")
        String name,

        @Nullable Sharing sharing,

        @Nullable @Size(min = 1, max = ViewRequest.LONGEST_ID)
        String team,

        @NotNull @Size(max = ViewRequest.MOST_PARAMETERS)
        Map<@NotBlank String, @NotNull @Size(min = 1, max = ViewRequest.MOST_VALUES) List<@NotNull String>>
                parameters) {

    static final int LONGEST_NAME = 100;
    static final int LONGEST_ID = 255;
    static final int MOST_PARAMETERS = 100;
    static final int MOST_VALUES = 100;

    public ViewRequest {
        // In one order, since the content is compared by its hash.
        parameters = parameters == null ? null : new TreeMap<>(parameters);
    }

    Sharing sharedWith() {
        return sharing == null ? Sharing.PERSONAL : sharing;
    }
}
