package dev.traza.system;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.system.client.Answer;
import dev.traza.system.life.Expected;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody was told of what they asked, whichever way they heard.
 *
 * @param status of HTTP
 * @param code of the problem; absent when it has none
 * @param version of the ticket afterwards; 0 when it was refused
 * @param ticketStatus absent when it was refused
 * @param etag absent when there was none
 * @param replayed whether it was said that this is the first answer again
 * @param body all of it
 */
record Told(
        int status,
        @Nullable String code,
        long version,
        @Nullable String ticketStatus,
        @Nullable String etag,
        boolean replayed,
        JsonNode body) {

    static Told by(Answer answer) {
        JsonNode body = answer.json();
        return new Told(
                answer.status(),
                textOrNull(body.path("code")),
                body.path("version").asLong(),
                body.has("version") ? textOrNull(body.path("status")) : null,
                answer.response().headers().firstValue("ETag").orElse(null),
                answer.response().headers().firstValue("Idempotent-Replayed").isPresent(),
                body);
    }

    /** One of many answers in one. */
    static Told byItem(JsonNode item) {
        return new Told(
                item.path("status").asInt(),
                textOrNull(item.path("problem").path("code")),
                item.path("version").asLong(),
                textOrNull(item.path("ticketStatus")),
                textOrNull(item.path("etag")),
                item.path("replayed").asBoolean(),
                item);
    }

    /** Whether the same request is being carried out for somebody else at this moment. */
    boolean isStillRunning() {
        return status == 409 && code == null;
    }

    /** Whether it is on record and not decided yet. */
    boolean isUndecided() {
        return status == 202;
    }

    /** What is wrong with it; absent when nothing is. */
    @Nullable
    String differenceFrom(Expected expected) {
        if (status != expected.status()) {
            return "status %d instead of %d".formatted(status, expected.status());
        }
        if (expected.code() != null && !expected.code().equals(code)) {
            return "code %s instead of %s".formatted(code, expected.code());
        }
        if (expected.ticketStatus() == null) {
            return null;
        }
        if (version != expected.version() || !("\"" + expected.version() + "\"").equals(etag)) {
            return "version %d, ETag %s instead of %d".formatted(version, etag, expected.version());
        }
        return expected.ticketStatus().name().equals(ticketStatus)
                ? null
                : "status of the ticket %s instead of %s".formatted(ticketStatus, expected.ticketStatus());
    }

    /** Whether it says the same as another. */
    boolean says(Told other) {
        return status == other.status
                && Objects.equals(code, other.code)
                && version == other.version
                && Objects.equals(ticketStatus, other.ticketStatus)
                && Objects.equals(etag, other.etag);
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }
}
