package dev.traza.kit.http;

import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemMappers;
import dev.traza.kit.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers a body that is announced as too large with a problem document. What is not announced meets the harder limit of
 * the HTTP server, which closes the connection.
 */
public class BodyLimit {

    private final HttpConfig config;

    BodyLimit(HttpConfig config) {
        this.config = config;
    }

    @ServerRequestFilter(preMatching = true)
    public @Nullable Response refuseTooLarge(ContainerRequestContext request) {
        String announced = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        long limit = config.maxBodySize().asLongValue();
        return announced != null && announced.matches("\\d{1,18}") && Long.parseLong(announced) > limit
                ? ProblemMappers.answer(
                        Problem.of(ProblemType.TOO_LARGE, "A body has at most " + limit + " bytes."),
                        request.getUriInfo())
                : null;
    }
}
