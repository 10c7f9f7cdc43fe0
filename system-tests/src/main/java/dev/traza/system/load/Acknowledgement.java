package dev.traza.system.load;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller was told about one command, once, after all tries with the same Idempotency-Key.
 *
 * @param commandId absent when no answer named it
 * @param subject of the caller's token
 * @param path of the request, with the ticket as the caller named it
 * @param status of the last answer; 0 when there was none
 * @param code of the problem, if the answer was one
 * @param ticketId as answered
 * @param version as answered
 * @param attempts how often the request was sent; 1 or more
 */
public record Acknowledgement(
        @Nullable UUID commandId,
        String idempotencyKey,
        String subject,
        String method,
        String path,
        int status,
        @Nullable String code,
        @Nullable UUID ticketId,
        @Nullable Long version,
        int attempts,
        Instant sentAt,
        Instant answeredAt) {

    /** What an answer promises. */
    public enum Meaning {
        /** It was carried out, and the version is the ticket's afterwards. */
        CARRIED_OUT,
        /** It is durable and will be decided. */
        TAKEN,
        /** It was refused, and nothing happened. */
        REFUSED,
        /** Nobody knows: it may have been carried out, but not twice. */
        UNKNOWN
    }

    /** What the caller may rely on. */
    public Meaning meaning() {
        return switch (status) {
            case 200, 201 -> Meaning.CARRIED_OUT;
            case 202 -> Meaning.TAKEN;
            // A refusal says why; without a code it says that the same request is still being carried out.
            case 409 -> code == null ? Meaning.UNKNOWN : Meaning.REFUSED;
            case 400, 401, 403, 404, 405, 406, 410, 412, 413, 415, 422, 428 -> Meaning.REFUSED;
            default -> Meaning.UNKNOWN;
        };
    }

    /** For a sentence: what was asked, by whom, and what was answered. */
    public String text() {
        return "%s %s by %s with key %s, answered %s%s at %s after %d tr%s"
                .formatted(
                        method,
                        path,
                        subject,
                        idempotencyKey,
                        status == 0 ? "not at all" : Integer.toString(status),
                        version == null ? "" : " with version " + version,
                        answeredAt,
                        attempts,
                        attempts == 1 ? "y" : "ies");
    }
}
