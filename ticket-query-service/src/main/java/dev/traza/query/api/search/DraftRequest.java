package dev.traza.query.api.search;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to ask, as far as it is written.
 *
 * @param description what is written of it; may be left out
 * @param requester for whom; the caller when left out
 * @param category path in the catalog
 */
@Schema(name = "Draft")
public record DraftRequest(
        @NotBlank @Size(max = DraftRequest.LONGEST_SUBJECT) String subject,

        @Nullable @Size(max = DraftRequest.LONGEST_DESCRIPTION)
        String description,

        @Nullable @Valid Person requester,
        @Nullable @Size(max = DraftRequest.LONGEST_CATEGORY) String category) {

    // As of the tickets that drafts become.
    static final int LONGEST_SUBJECT = 250;
    static final int LONGEST_DESCRIPTION = 50_000;
    static final int LONGEST_CATEGORY = 250;
    static final int LONGEST_ID = 255;

    /** For whom. */
    @Schema(name = "DraftRequester")
    public record Person(
            @NotBlank @Size(max = DraftRequest.LONGEST_ID) String id) {}
}
