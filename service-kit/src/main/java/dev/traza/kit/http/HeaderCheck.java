package dev.traza.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.trace.TraceContext;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that another server on the way could have read differently (RFC 9112): the HTTP server takes them, and
 * what lies between two readings is where requests are smuggled.
 */
@ApplicationScoped
class HeaderCheck {

    /** Before everything else. */
    private static final int FIRST = 10_000;

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

    private final ObjectMapper json;

    @Inject
    HeaderCheck(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext routing) {
        Optional<Problem> fault = fault(routing.request());
        if (fault.isPresent()) {
            refuse(routing, fault.get());
        } else {
            routing.next();
        }
    }

    private static Optional<Problem> fault(HttpServerRequest request) {
        @Nullable HttpVersion version = request.version();
        if (version == null) {
            return Optional.of(Problem.of(
                    ProblemType.HTTP_VERSION_NOT_SUPPORTED, "HTTP/1.0, HTTP/1.1 and HTTP/2 are spoken here."));
        }
        return version == HttpVersion.HTTP_2
                ? Optional.empty() // framed by itself
                : ambiguity(request, version).map(detail -> Problem.of(ProblemType.MALFORMED, detail));
    }

    private static Optional<String> ambiguity(HttpServerRequest request, HttpVersion version) {
        // Every method that the standards name is in capitals; others are noise.
        if (!METHOD.matcher(request.method().name()).matches()) {
            return Optional.of("The request has a method that is none.");
        }
        MultiMap headers = request.headers();
        for (Map.Entry<String, String> header : headers) {
            if (!NAME.matcher(header.getKey()).matches()) {
                return Optional.of("A header has a name that is none.");
            }
        }
        List<String> codings = headers.getAll("Transfer-Encoding");
        boolean coded = !codings.isEmpty()
                && !(codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked"));
        if (coded) {
            return Optional.of("Transfer-Encoding is chunked and nothing else.");
        }
        int hosts = headers.getAll("Host").size();
        boolean one = hosts == 1 || (hosts == 0 && version == HttpVersion.HTTP_1_0);
        return one ? Optional.empty() : Optional.of("A request names one Host.");
    }

    private void refuse(RoutingContext routing, Problem problem) {
        String path = routing.request().path();
        routing.addEndHandler(done -> routing.request().connection().close());
        routing.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Connection", "close")
                .end(text(problem.at(path == null ? "/" : path, TraceContext.currentTraceId())));
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem document can be written", e);
        }
    }
}
