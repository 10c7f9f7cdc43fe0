package dev.traza.query.store;

import dev.traza.query.view.Progress;
import java.util.UUID;

/**
 * A part of what happened to a ticket.
 *
 * @param after how much of each log the reader has had
 * @param upTo how much of each log the ticket's view holds
 */
public record Stretch(UUID ticketId, Progress after, Progress upTo) {}
