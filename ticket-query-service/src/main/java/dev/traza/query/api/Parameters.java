package dev.traza.query.api;

import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The query parameters of a request, and all that is wrong with their values: nothing is guessed. */
public final class Parameters {

    private static final int MOST_UNKNOWN = 10;
    private static final int LONGEST_UNKNOWN = 50;

    private final Map<String, List<String>> given;
    private final List<FieldError> errors = new ArrayList<>();
    private final List<FieldError> forbidden = new ArrayList<>();

    /**
     * The parameters of one request.
     *
     * @param given the values of each
     */
    public Parameters(Map<String, List<String>> given) {
        this.given = given;
    }

    /** The one value of a parameter. */
    public Optional<String> one(String name, int maxLength) {
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            wrong(name, "repeated", "May be given once.");
            return Optional.empty();
        }
        return values.stream().filter(value -> fits(name, value, maxLength)).findFirst();
    }

    /** All values of a parameter that may be repeated. */
    public List<String> all(String name, int maxValues, int maxLength) {
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > maxValues) {
            wrong(name, "too-many", "May be given at most " + maxValues + " times.");
            return List.of();
        }
        return values.stream().filter(value -> fits(name, value, maxLength)).toList();
    }

    /** The one value of a parameter, understood. */
    public <T> Optional<T> one(String name, int maxLength, String expected, Function<String, Optional<T>> understand) {
        return one(name, maxLength).flatMap(value -> {
            Optional<T> understood = understand.apply(value);
            if (understood.isEmpty()) {
                wrong(name, "invalid-value", expected);
            }
            return understood;
        });
    }

    /** How many items a page is to have. */
    public int limit(ApiConfig config) {
        return few("limit", config.defaultLimit(), config.maxLimit());
    }

    /** A number from 1 to most. */
    public int few(String name, int byDefault, int most) {
        return one(name, 10, "A number from 1 to " + most + ".", value -> number(value)
                        .filter(n -> n >= 1 && n <= most))
                .orElse(byDefault);
    }

    /** A parameter without which nothing can be answered is not there. */
    public static ProblemException missing(String name) {
        return new ProblemException(
                Problem.of(ProblemType.MALFORMED, "Some query parameters are not as they have to be.")
                        .withErrors(List.of(new FieldError("?" + name, "missing", "Has to be given."))));
    }

    /** A time in ISO 8601. */
    public Optional<Instant> time(String name) {
        return one(name, 40, "A time as in 2026-01-31T08:00:00Z.", value -> {
            try {
                Instant time = Instant.parse(value);
                var unused = time.toEpochMilli(); // refuses what milliseconds cannot hold
                return Optional.of(time);
            } catch (DateTimeException | ArithmeticException notATime) {
                return Optional.empty();
            }
        });
    }

    /** True or false. */
    public Optional<Boolean> truth(String name) {
        return one(name, 5, "true or false.", value -> switch (value) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** Refuses parameters that are not known. */
    public void refuseUnknown(Predicate<String> known) {
        given.keySet().stream()
                .filter(Predicate.not(known))
                .sorted()
                .limit(MOST_UNKNOWN)
                .map(name -> name.length() <= LONGEST_UNKNOWN ? name : name.substring(0, LONGEST_UNKNOWN) + "…")
                .forEach(name -> wrong(name, "unknown-parameter", "There is no such parameter."));
    }

    /** Whether a parameter was given at all. */
    public boolean has(String name) {
        return given.containsKey(name);
    }

    /** Refuses values that are not names of an enum. */
    public void names(String name, List<String> values, Class<? extends Enum<?>> type) {
        Set<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.toSet());
        if (!names.containsAll(values)) {
            wrong(
                    name,
                    "invalid-value",
                    "One of "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(Enum::name)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    /** What the caller asks for is for staff. */
    public void forbidden(String name) {
        forbidden.add(new FieldError("?" + name, "staff-only", "Only staff can ask for this."));
    }

    /** Notes what is wrong with a parameter, for {@link #check}. */
    public void wrong(String name, String code, String detail) {
        errors.add(new FieldError("?" + name, code, detail));
    }

    /**
     * Ends the reading of parameters.
     *
     * @throws ProblemException (400) if something was wrong, (403) if something was asked for that the caller must not know
     */
    public void check() {
        if (!errors.isEmpty()) {
            throw problem(errors);
        }
        if (!forbidden.isEmpty()) {
            throw new ProblemException(Problem.of(ProblemType.FORBIDDEN, "Some query parameters are for staff.")
                    .withErrors(forbidden));
        }
    }

    /** The refusal (400) of one parameter. */
    public static ProblemException refusal(String name, String detail) {
        return problem(List.of(new FieldError("?" + name, "invalid-value", detail)));
    }

    private static ProblemException problem(List<FieldError> errors) {
        return new ProblemException(
                Problem.of(ProblemType.MALFORMED, "Some query parameters are not as they have to be.")
                        .withErrors(errors));
    }

    /** A number, if the text is one. */
    public static Optional<Integer> number(String value) {
        return value.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(value)) : Optional.empty();
    }

    private boolean fits(String name, String value, int maxLength) {
        if (value.isBlank()) {
            wrong(name, "not-blank", "Must not be empty.");
            return false;
        }
        if (value.length() > maxLength) {
            wrong(name, "too-long", "Has at most " + maxLength + " characters.");
            return false;
        }
        return true;
    }
}
