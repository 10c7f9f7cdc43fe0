package dev.traza.command.api;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A command that is on record and not decided yet.
 *
 * @param ticketId absent when the ticket was named by its number
 */
@Schema(name = "PendingCommand", description = "The command is on record and will be decided; ask for it at Location")
record CommandAnswer(
        UUID commandId,
        @Schema(examples = "PENDING") String status,
        @Nullable UUID ticketId) {

    static CommandAnswer pending(UUID commandId, @Nullable UUID ticketId) {
        return new CommandAnswer(commandId, "PENDING", ticketId);
    }
}
