package dev.traza.command.api;

import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import jakarta.ws.rs.HeaderParam;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The headers that every write understands. */
record WriteHeaders(
        @Parameter(
                description =
                        "Makes a repeat recognisable: at most 255 printable ASCII characters. The same key with the"
                                + " same content gets the first answer again, with other content 422.")
        @HeaderParam("Idempotency-Key")
        @Nullable
        String idempotencyKey,

        @Parameter(description = "The ETag that the ticket must still have, or *", example = "\"3\"")
        @HeaderParam("If-Match")
        @Nullable
        String ifMatch,

        @Parameter(description = "respond-async answers 202 as soon as the command is on record")
        @HeaderParam("Prefer")
        @Nullable
        String prefer) {

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]{1," + Limits.IDEMPOTENCY_KEY + "}");
    private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

    /** No ticket is ever at this version, so that a tag which cannot match is refused where the ticket is known. */
    private static final long NEVER = -1;

    /**
     * The caller's key, if one was sent.
     *
     * @throws ProblemException (400) if it is not a key
     */
    Optional<String> key() {
        if (idempotencyKey == null) {
            return Optional.empty();
        }
        if (idempotencyKey.isBlank() || !PRINTABLE.matcher(idempotencyKey).matches()) {
            throw malformed(
                    "@Idempotency-Key",
                    "An Idempotency-Key has 1 to " + Limits.IDEMPOTENCY_KEY + " printable ASCII characters.");
        }
        return Optional.of(idempotencyKey);
    }

    /**
     * The only version at which the caller wants it done; null when any will do.
     *
     * @throws ProblemException (400) if the header is not an entity tag
     */
    @Nullable
    Long expectedVersion() {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher tag = ENTITY_TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw malformed("@If-Match", "If-Match is one entity tag in double quotes, or *.");
        }
        // RFC 9110: weak tags never match strongly, and a tag that we never gave matches nothing.
        boolean ofOurs = tag.group(1) == null && VERSION.matcher(tag.group(2)).matches();
        return ofOurs ? Long.parseLong(tag.group(2)) : NEVER;
    }

    /** Whether the caller does not want to wait for the decision. */
    boolean respondAsync() {
        return prefer != null
                && Arrays.stream(prefer.split("[,;]", -1))
                        .anyMatch(preference -> preference.strip().equalsIgnoreCase("respond-async"));
    }

    private static ProblemException malformed(String pointer, String detail) {
        return new ProblemException(Problem.of(ProblemType.MALFORMED, "A header is not as it has to be.")
                .withErrors(List.of(new FieldError(pointer, "invalid-value", detail))));
    }
}
