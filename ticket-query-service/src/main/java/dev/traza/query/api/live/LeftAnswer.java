package dev.traza.query.api.live;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A ticket that is not in a list that is followed. */
@Schema(name = "TicketThatLeft")
public record LeftAnswer(UUID ticketId) {}
