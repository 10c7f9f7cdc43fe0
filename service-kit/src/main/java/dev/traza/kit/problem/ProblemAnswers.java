package dev.traza.kit.problem;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jspecify.annotations.Nullable;

/**
 * Says in every service's OpenAPI document that errors are problem documents and answers are not, and shows each. After
 * the services' own filters, so that it sees the answers that they add.
 */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = 0)
public final class ProblemAnswers implements OASFilter {

    private static final String SCHEMA = "Problem";
    private static final String UNAUTHENTICATED = "401";
    private static final int FIRST_ERROR = 400;

    /** Instead of the words that Quarkus has for them. */
    private static final Map<String, String> WORDS = Map.of(
            "Bad Request", "Malformed; errors[] names the fields",
            "Not Authorized", "No valid bearer token",
            "Not Allowed", "None of the token's roles may do this");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Made while the service is built. */
    public ProblemAnswers() {}

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Components components =
                document.getComponents() == null ? OASFactory.createComponents() : document.getComponents();
        document.components(components.addSchema(SCHEMA, problem()));
        if (document.getPaths() != null) {
            document.getPaths().getPathItems().values().stream()
                    .map(PathItem::getOperations)
                    .flatMap(operations -> operations.values().stream())
                    .forEach(ProblemAnswers::complete);
        }
    }

    private static void complete(Operation operation) {
        APIResponses responses = operation.getResponses();
        if (!responses.hasAPIResponse(UNAUTHENTICATED)) {
            responses.addAPIResponse(
                    UNAUTHENTICATED, OASFactory.createAPIResponse().description("Not Authorized"));
        }
        Map<String, APIResponse> inOrder = new TreeMap<>(responses.getAPIResponses());
        inOrder.forEach((status, response) -> {
            if (isError(status)) {
                response.setDescription(WORDS.getOrDefault(response.getDescription(), response.getDescription()));
                response.setContent(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(SCHEMA))
                                        .example(example(Integer.parseInt(status)))));
            } else {
                Content content = response.getContent();
                if (content != null) {
                    content.removeMediaType(Problem.MEDIA_TYPE);
                }
            }
        });
        responses.setAPIResponses(inOrder);
    }

    private static boolean isError(String status) {
        return status.chars().allMatch(Character::isDigit) && Integer.parseInt(status) >= FIRST_ERROR;
    }

    private static @Nullable Object example(int status) {
        return ProblemType.ofStatus(status)
                .map(type -> Problem.of(type, detail(type)).at("/api/v1", "4bf92f3577b34da6a3ce929d0e0e4736"))
                .map(problem -> problem.status() == FIRST_ERROR
                        ? problem.withErrors(List.of(new FieldError("/subject", "not-blank", "must not be blank")))
                        : problem)
                .map(problem -> JSON.convertValue(problem, LinkedHashMap.class))
                .orElse(null);
    }

    private static String detail(ProblemType type) {
        return switch (type) {
            case MALFORMED -> "Some fields are not as they have to be.";
            case UNAUTHENTICATED -> "Send a valid token: Authorization: Bearer …";
            case FORBIDDEN -> "None of the token's roles may do this.";
            case NOT_FOUND -> "There is nothing at this address.";
            case METHOD_NOT_ALLOWED -> "The address exists, the method does not.";
            case NOT_ACCEPTABLE -> "Only JSON can be had here.";
            case CONFLICT -> "Something else was done in the meantime.";
            case GONE -> "It was erased.";
            case VERSION_MISMATCH -> "If-Match names another version than the present one.";
            case TOO_LARGE -> "A body has at most 1048576 bytes.";
            case UNSUPPORTED_MEDIA_TYPE -> "The body is not of a type that is read here.";
            case RANGE_NOT_SATISFIABLE -> "The file has 482113 bytes.";
            case UNPROCESSABLE -> "A rule forbids it.";
            case PRECONDITION_REQUIRED -> "If-Match is needed here.";
            case TOO_MANY_REQUESTS -> "Too many requests; see Retry-After.";
            case INTERNAL -> "It is our mistake; traceId finds it.";
            case UNAVAILABLE -> "A part is away; see Retry-After.";
            case HTTP_VERSION_NOT_SUPPORTED -> "HTTP/1.0, HTTP/1.1 and HTTP/2 are spoken here.";
            case INSUFFICIENT_STORAGE -> "There is no room left for attachments; nothing was done.";
        };
    }

    private static Schema problem() {
        return object("RFC 9457; further members say more, for example code and possible")
                .addProperty(
                        "type",
                        text("Names the kind of problem; see docs/problems.md").format("uri"))
                .addProperty("title", text("The kind of problem in words"))
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text("What went wrong, for people"))
                .addProperty("instance", text("The request that it is about"))
                .addProperty("traceId", text("Finds the request in the logs of all services"))
                .addProperty("code", text("Why a rule or the ticket's status refused it"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(object("A field that is wrong")
                                        .addProperty(
                                                "pointer", text("RFC 6901; ?name for a parameter, @name for a header"))
                                        .addProperty("code", text("Stable"))
                                        .addProperty("detail", text("For people"))
                                        .required(List.of("pointer", "code", "detail"))))
                .required(List.of("type", "title", "status", "detail"));
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(description);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
