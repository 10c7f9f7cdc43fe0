package dev.traza.sla.api;

import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Conditional requests (RFC 9110) on versions.
 *
 * @param ifMatch the header, if the request has it
 * @param ifNoneMatch the header, if the request has it
 */
record Preconditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    private static final String ANY = "*";

    static String etag(int version) {
        return "\"" + version + "\"";
    }

    /**
     * Before a write.
     *
     * @param present the version there is, if any
     * @throws ProblemException (412) if the request wants another
     */
    void checkWrite(OptionalInt present) {
        if (ifMatch != null && !matches(ifMatch, present)) {
            throw mismatch(present);
        }
        if (ifNoneMatch != null && matches(ifNoneMatch, present)) {
            throw mismatch(present);
        }
    }

    /** Whether a read can be answered by 304. */
    boolean isKnown(int present) {
        return ifNoneMatch != null && matches(ifNoneMatch, OptionalInt.of(present));
    }

    private static boolean matches(String header, OptionalInt present) {
        if (present.isEmpty()) {
            return false;
        }
        String etag = etag(present.getAsInt());
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .anyMatch(wanted -> wanted.equals(ANY) || wanted.equals(etag) || wanted.equals("W/" + etag));
    }

    private static ProblemException mismatch(OptionalInt present) {
        Problem problem = Problem.of(
                ProblemType.VERSION_MISMATCH,
                present.isPresent()
                        ? "The present version is %d.".formatted(present.getAsInt())
                        : "There is no version yet.");
        return new ProblemException(present.isPresent() ? problem.with("version", present.getAsInt()) : problem);
    }
}
