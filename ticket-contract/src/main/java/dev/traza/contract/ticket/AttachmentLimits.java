package dev.traza.contract.ticket;

/**
 * How much may be attached to a ticket, as configured when the command was accepted.
 *
 * @param perTicket number of files, over all that was ever said
 * @param bytesPerTicket their size together
 */
public record AttachmentLimits(int perTicket, long bytesPerTicket) {}
