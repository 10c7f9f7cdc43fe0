package dev.traza.sla.api;

import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads query parameters by hand, because the framework answers 404 for one it cannot convert. */
final class Parameters {

    private Parameters() {}

    static long wholeNumber(String name, @Nullable String value) {
        try {
            return Long.parseLong(required(name, value));
        } catch (NumberFormatException e) {
            throw wrong(name, "not-a-number", "A whole number.");
        }
    }

    static Instant instant(String name, @Nullable String value) {
        try {
            return OffsetDateTime.parse(required(name, value)).toInstant();
        } catch (DateTimeException e) {
            throw wrong(name, "not-an-instant", "An instant such as 2026-06-12T15:30:00Z.");
        }
    }

    static ProblemException wrong(String name, String code, String detail) {
        return new ProblemException(Problem.of(ProblemType.MALFORMED, "A query parameter is not as it has to be.")
                .withErrors(List.of(new FieldError("?" + name, code, detail))));
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw wrong(name, "missing", "This parameter is required.");
        }
        return value;
    }
}
