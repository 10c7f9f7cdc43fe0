package dev.traza.kit.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param retryAfter for the {@code Retry-After} header; not part of the document
 * @param extensions further members, for example {@code code} or {@code possible}
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "traceId", "errors"})
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        @Nullable String traceId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
        @JsonIgnore @Nullable Duration retryAfter,
        @JsonIgnore Map<String, Object> extensions) {

    /** The media type of problem documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
        extensions = Map.copyOf(extensions);
    }

    /** A problem of this type; {@code detail} is for people and never shows another person's data. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type.uri(), type.title(), type.status(), detail, null, null, List.of(), null, Map.of());
    }

    /** Names the fields that are wrong. */
    public Problem withErrors(List<FieldError> newErrors) {
        return new Problem(type, title, status, detail, instance, traceId, newErrors, retryAfter, extensions);
    }

    /** Says when another try makes sense; whole seconds, at least one. */
    public Problem withRetryAfter(Duration newRetryAfter) {
        return new Problem(type, title, status, detail, instance, traceId, errors, newRetryAfter, extensions);
    }

    /** Adds a member; a later value of the same name wins. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extensions);
        more.put(name, value);
        return new Problem(type, title, status, detail, instance, traceId, errors, retryAfter, more);
    }

    /** Says which request it is about. */
    public Problem at(String newInstance, @Nullable String newTraceId) {
        return new Problem(type, title, status, detail, newInstance, newTraceId, errors, retryAfter, extensions);
    }

    @JsonAnyGetter
    Map<String, Object> members() {
        return extensions;
    }
}
