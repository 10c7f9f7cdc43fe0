package dev.traza.query.api;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.query.consistency.ConsistencyConfig;
import dev.traza.query.consistency.Freshness;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the caller has already seen, and must see again: the {@code Consistency-Token} header. */
@Singleton
public class TokenHeader {

    /** The header's name. */
    public static final String NAME = "Consistency-Token";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Freshness freshness;
    private final ConsistencyConfig config;

    @Inject
    TokenHeader(Freshness freshness, ConsistencyConfig config) {
        this.freshness = freshness;
        this.config = config;
    }

    /** What the caller has seen, as the request's headers say. */
    public static List<String> in(HttpHeaders headers) {
        List<String> values = headers.getRequestHeader(NAME);
        return values == null ? List.of() : values;
    }

    /**
     * Waits until the read model holds what the caller has seen.
     *
     * @param headers values of the header, each of one or more tokens separated by commas
     * @throws ProblemException (400) if the header holds anything else, (503) if the read model is not that far in time
     */
    public void await(List<String> headers, Predicate<ConsistencyToken> reached) {
        List<String> texts = headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        if (texts.isEmpty()) {
            return;
        }
        if (texts.size() > config.maxTokens()) {
            throw malformed("too-many", "At most " + config.maxTokens() + " tokens.");
        }
        // Of several tokens of one ticket, the newest says all.
        Collection<ConsistencyToken> tokens = texts.stream()
                .map(text -> ConsistencyToken.parse(text)
                        .orElseThrow(() -> malformed("invalid-value", "Not a token that a write was answered with.")))
                .collect(Collectors.toMap(
                        ConsistencyToken::ticketId,
                        Function.identity(),
                        (one, other) -> one.version() >= other.version() ? one : other))
                .values();
        try {
            if (!freshness.await(tokens, reached)) {
                throw unavailable("What you wrote is not readable here yet; it is safe, please read again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("This node is shutting down.");
        }
    }

    /** A refusal (503) of what can be asked for again in a second. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(Problem.of(ProblemType.UNAVAILABLE, detail).withRetryAfter(RETRY_AFTER));
    }

    private static ProblemException malformed(String code, String detail) {
        return new ProblemException(Problem.of(ProblemType.MALFORMED, "A header is not as it has to be.")
                .withErrors(List.of(new FieldError("@" + NAME, code, detail))));
    }
}
