package dev.traza.system.history;

import java.util.UUID;

/**
 * A file as it is handed out under a ticket's address.
 *
 * @param sha256 of the bytes that came, in lower-case hexadecimal
 * @param size how many they were
 */
public record SeenFile(UUID ticketId, UUID attachmentId, String sha256, long size) {}
