package dev.traza.command.api;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A file that was uploaded. */
@Schema(name = "Attachment", description = "An uploaded file, to be named in what its sender says")
record AttachmentAnswer(
        UUID attachmentId,

        @Schema(
                description = "Of the bytes",
                examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String sha256,

        @Schema(description = "Made harmless", examples = "impresora.jpg")
        String name,

        @Schema(description = "As the bytes show it", examples = "image/jpeg")
        String mediaType,

        @Schema(description = "In bytes") long size,

        @Schema(description = "When it is removed, unless it is used before")
        Instant usableUntil) {}
