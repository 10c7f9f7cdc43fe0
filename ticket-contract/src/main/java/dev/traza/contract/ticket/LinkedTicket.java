package dev.traza.contract.ticket;

import java.util.UUID;

/**
 * The other ticket of a link, as it was when the link was made.
 *
 * @param requesterId for whom it is: whoever may not see that ticket must not see the link
 */
public record LinkedTicket(UUID ticketId, String number, String requesterId, Status status) {}
