package dev.traza.command.api;

import dev.traza.contract.ticket.Status;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The ticket after an accepted command. */
@Schema(name = "Ticket", description = "The ticket after the command")
record TicketAnswer(
        UUID ticketId,
        @Schema(examples = "T-1042") String number,

        @Schema(description = "How many events there have been; also the ETag")
        long version,

        Status status) {}
