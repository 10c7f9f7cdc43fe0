package dev.traza.blob;

import dev.traza.contract.ticket.Attachment;
import java.time.Instant;

/**
 * A file that somebody has sent, and that only they can attach to what they say.
 *
 * @param uploader the subject of the sender's token
 */
public record Upload(Attachment attachment, String uploader, Instant uploadedAt) {}
