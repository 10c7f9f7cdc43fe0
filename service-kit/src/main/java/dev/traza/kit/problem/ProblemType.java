package dev.traza.kit.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of problem a caller can meet; each has a section in {@code docs/problems.md}. */
public enum ProblemType {
    MALFORMED(400, "The request is malformed"),
    UNAUTHENTICATED(401, "A valid bearer token is needed"),
    FORBIDDEN(403, "Not permitted"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    CONFLICT(409, "Not possible in the present state"),
    GONE(410, "Gone for good"),
    VERSION_MISMATCH(412, "Changed in the meantime"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The content type is not supported"),
    RANGE_NOT_SATISFIABLE(416, "There is no such part"),
    UNPROCESSABLE(422, "A rule forbids it"),
    PRECONDITION_REQUIRED(428, "A precondition is required"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL(500, "Internal error"),
    UNAVAILABLE(503, "Not available at the moment"),
    HTTP_VERSION_NOT_SUPPORTED(505, "The HTTP version is not supported"),
    INSUFFICIENT_STORAGE(507, "There is no room left");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** One short sentence, the same for every problem of this type. */
    public String title() {
        return title;
    }

    /** The identifier of the type, which is also the address of its explanation. */
    public URI uri() {
        return URI.create(
                "https://traza.dev/problems#" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The type that stands for an HTTP status, if one does. */
    public static Optional<ProblemType> ofStatus(int status) {
        return Arrays.stream(values()).filter(type -> type.status == status).findFirst();
    }
}
