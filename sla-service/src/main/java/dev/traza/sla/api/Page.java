package dev.traza.sla.api;

import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list that is sorted by id.
 *
 * @param nextCursor absent on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** A page of policies, as the OpenAPI document says it, which knows no types of types. */
    @Schema(name = "PolicyPage")
    record OfPolicies(List<PolicyView> items, @Nullable String nextCursor) {}

    /** A page of calendars. */
    @Schema(name = "CalendarPage")
    record OfCalendars(List<CalendarView> items, @Nullable String nextCursor) {}

    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;

    /**
     * The answer with the page that a request asks for.
     *
     * @param sorted everything, by ascending id
     */
    static <S, T> Response answer(
            List<S> sorted,
            Function<S, String> id,
            Function<S, T> view,
            @Nullable String limit,
            @Nullable String cursor,
            UriInfo uri) {
        int size = sizeOf(limit);
        String after = cursor == null ? "" : idIn(cursor);
        List<S> rest = sorted.stream()
                .filter(item -> id.apply(item).compareTo(after) > 0)
                .limit(size + 1L)
                .toList();
        List<S> shown = rest.subList(0, Math.min(size, rest.size()));
        String next = rest.size() > size ? cursorAfter(id.apply(shown.getLast())) : null;
        Response.ResponseBuilder answer =
                Response.ok(new Page<>(shown.stream().map(view).toList(), next));
        if (next != null) {
            answer.link(
                    uri.getAbsolutePathBuilder()
                            .queryParam("limit", size)
                            .queryParam("cursor", next)
                            .build(),
                    "next");
        }
        return answer.build();
    }

    private static int sizeOf(@Nullable String limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        long wanted = Parameters.wholeNumber("limit", limit);
        if (wanted < 1 || wanted > LARGEST_LIMIT) {
            throw Parameters.wrong("limit", "out-of-range", "From 1 to %d.".formatted(LARGEST_LIMIT));
        }
        return (int) wanted;
    }

    private static String cursorAfter(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static String idIn(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw new ProblemException(Problem.of(ProblemType.MALFORMED, "The cursor is not one of ours.")
                    .withErrors(List.of(new FieldError("?cursor", "unknown-cursor", "Use nextCursor of a page."))));
        }
    }
}
