package dev.traza.contract.ticket;

import dev.traza.contract.personal.Personal;
import java.util.UUID;

/**
 * A file that belongs to what was said. Its bytes are not on the log: they are in the store of attachments, under their
 * hash.
 *
 * @param sha256 hash of the bytes, 64 hexadecimal digits in lower case
 * @param name of the file as its sender called it, without anything that could mislead: no path, no control characters
 * @param mediaType what the bytes look like, whatever the sender said, for example {@code image/png}
 * @param size in bytes, at least 1
 */
public record Attachment(
        UUID attachmentId, String sha256, @Personal String name, String mediaType, long size) {}
