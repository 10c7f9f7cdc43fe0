package dev.traza.routing.api;

import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.routing.desk.Desk;
import dev.traza.routing.desk.Team;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Lists in pages. A cursor names the last item of the page before, so nothing shifts when items come and go. */
final class Pages {

    static final String DEFAULT_LIMIT = "50";
    static final int MOST = 200;

    private static final int LONGEST_CURSOR = 600;

    private Pages() {}

    /** A page; {@code nextCursor} is absent on the last. */
    record Page<T>(List<T> items, @Nullable String nextCursor) {}

    /** A page of agents, as the OpenAPI document says it, which knows no types of types. */
    @Schema(name = "AgentPage")
    record OfAgents(
            List<AgentResource.AgentView> items, @Nullable String nextCursor) {}

    /** A page of teams. */
    @Schema(name = "TeamPage")
    record OfTeams(List<Team> items, @Nullable String nextCursor) {}

    /** A page of desks. */
    @Schema(name = "DeskPage")
    record OfDesks(List<Desk> items, @Nullable String nextCursor) {}

    /** A page of decisions. */
    @Schema(name = "DecisionPage")
    record OfDecisions(
            List<TicketRoutingResource.DecisionView> items,
            @Nullable String nextCursor) {}

    /** What the cursor names; absent for the first page. */
    static @Nullable String after(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            if (cursor.length() <= LONGEST_CURSOR) {
                return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException notOurs) {
            throw malformed();
        }
        throw malformed();
    }

    static ProblemException malformed() {
        return new ProblemException(Problem.of(ProblemType.MALFORMED, "The cursor is not one that a list has given.")
                .withErrors(List.of(new FieldError("?cursor", "invalid-value", "Leave it out to begin anew."))));
    }

    /**
     * The answer with one page.
     *
     * @param rest what comes after the cursor, in order, at least one more than the page if there is more
     * @param key what the next cursor shall name
     */
    static <T, R> Response answer(
            UriInfo uri, List<T> rest, int limit, Function<T, String> key, Function<List<T>, List<R>> shown) {
        List<T> page = rest.subList(0, Math.min(limit, rest.size()));
        if (rest.size() <= limit) {
            return Response.ok(new Page<>(shown.apply(page), null)).build();
        }
        String next = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.apply(page.getLast()).getBytes(StandardCharsets.UTF_8));
        URI link = uri.getRequestUriBuilder().replaceQueryParam("cursor", next).build();
        return Response.ok(new Page<>(shown.apply(page), next))
                .header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(link))
                .build();
    }
}
