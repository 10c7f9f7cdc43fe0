package dev.traza.query.api.live;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the caller does at a ticket. */
@Schema(name = "PresenceRequest")
public record PresenceRequest(@NotNull State state) {

    /** What one can do there. */
    @Schema(name = "PresenceState")
    public enum State {
        LOOKING,
        TYPING
    }
}
