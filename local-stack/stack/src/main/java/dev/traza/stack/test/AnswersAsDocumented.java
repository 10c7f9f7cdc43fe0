package dev.traza.stack.test;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * In every {@code @QuarkusTest}: each answer that REST Assured gets has to be as the service's own OpenAPI document says, so
 * that what is wrongly called required is found by whatever test meets the answer without it.
 */
public final class AnswersAsDocumented implements QuarkusTestBeforeEachCallback {

    private static final String DOCUMENT = "/q/openapi";

    /** Made by the service loader. */
    public AnswersAsDocumented() {}

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        if (RestAssured.filters().stream().noneMatch(Check.class::isInstance)) {
            RestAssured.filters(new Check());
        }
    }

    private static final class Check implements Filter {

        private final AtomicReference<@Nullable DocumentedAnswers> documented = new AtomicReference<>();

        @Override
        public Response filter(
                FilterableRequestSpecification request,
                FilterableResponseSpecification expected,
                FilterContext context) {
            Response answer = context.next(request, expected);
            String path = URI.create(request.getURI()).getPath();
            if (path.startsWith("/q/")) {
                return answer;
            }
            String type = Objects.requireNonNullElse(answer.getContentType(), "");
            String body = type.contains("json") ? answer.asString() : "";
            List<String> faults = documented().faults(request.getMethod(), path, answer.getStatusCode(), type, body);
            if (!faults.isEmpty()) {
                throw new AssertionError("Not as the OpenAPI document says:\n- " + String.join("\n- ", faults)
                        + "\nThe answer was " + body);
            }
            return answer;
        }

        /** Every test of this JVM is about the same service. */
        private DocumentedAnswers documented() {
            DocumentedAnswers known = documented.get();
            if (known == null) {
                try {
                    known = DocumentedAnswers.in(RestAssured.given()
                            .noFilters()
                            .get(DOCUMENT)
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                documented.set(known);
            }
            return known;
        }
    }
}
