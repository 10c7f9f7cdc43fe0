package dev.traza.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.traza.kit.trace.TraceContext;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns everything that can go wrong with a request into a problem document: no stack trace, no HTML, no bare status. */
public class ProblemMappers {

    private static final int DEEPEST_CAUSE = 5;
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final String BODY = "";

    @ServerExceptionMapper
    Response refused(ProblemException e, UriInfo uri) {
        return answer(e.problem(), uri);
    }

    @ServerExceptionMapper
    Response breaksConstraints(ResteasyReactiveViolationException e, UriInfo uri) {
        return violates(e, uri);
    }

    private Response violates(ConstraintViolationException e, UriInfo uri) {
        boolean ofOurs = e.getConstraintViolations().stream().anyMatch(ProblemMappers::isOfReturnValue);
        if (ofOurs) {
            return unexpected(e, uri);
        }
        List<FieldError> errors = e.getConstraintViolations().stream()
                .map(ProblemMappers::fieldError)
                .sorted(Comparator.comparing(FieldError::pointer).thenComparing(FieldError::code))
                .toList();
        return answer(malformed("Some fields are not as they have to be.").withErrors(errors), uri);
    }

    @ServerExceptionMapper
    Response unknownField(UnrecognizedPropertyException e, UriInfo uri) {
        return answer(field(pointer(e), "unknown-field", "There is no such field."), uri);
    }

    @ServerExceptionMapper
    Response invalidFormat(InvalidFormatException e, UriInfo uri) {
        Class<?> wanted = e.getTargetType();
        String detail = wanted.isEnum()
                ? "One of "
                        + Arrays.stream(wanted.getEnumConstants())
                                .map(Object::toString)
                                .collect(Collectors.joining(", "))
                        + "."
                : "Not a valid " + wanted.getSimpleName() + ".";
        return answer(field(pointer(e), "invalid-value", detail), uri);
    }

    @ServerExceptionMapper
    Response wrongShape(MismatchedInputException e, UriInfo uri) {
        return answer(field(pointer(e), "wrong-type", "Not of the expected type, or missing."), uri);
    }

    @ServerExceptionMapper
    Response wrongMapping(JsonMappingException e, UriInfo uri) {
        if (e.getCause() instanceof ProblemException problem) {
            return refused(problem, uri); // of the body itself, met while it was read
        }
        return answer(field(pointer(e), "invalid-value", "Not a valid value."), uri);
    }

    @ServerExceptionMapper
    Response beyondLimits(StreamConstraintsException e, UriInfo uri) {
        return answer(
                Problem.of(ProblemType.TOO_LARGE, "The body is nested too deeply or holds too long a value."), uri);
    }

    @ServerExceptionMapper
    Response notJson(JsonProcessingException e, UriInfo uri) {
        String where = e.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        return answer(malformed("The body is not valid JSON" + where + "."), uri);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(UriInfo uri) {
        return Response.fromResponse(answer(
                        Problem.of(ProblemType.UNAUTHENTICATED, "Send a valid token: Authorization: Bearer …"), uri))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, UriInfo uri) {
        return answer(Problem.of(ProblemType.FORBIDDEN, "None of the token's roles may do this."), uri);
    }

    @ServerExceptionMapper
    Response noSuchResource(NotFoundException e, UriInfo uri) {
        return answer(Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address."), uri);
    }

    @ServerExceptionMapper
    Response standardError(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        if (e.getCause() instanceof JsonProcessingException json) {
            return json instanceof JsonMappingException mapping ? wrongMapping(mapping, uri) : notJson(json, uri);
        }
        if (status >= 500) {
            return unexpected(e, uri);
        }
        ProblemType type = ProblemType.ofStatus(status).orElse(ProblemType.MALFORMED);
        Response answer = answer(Problem.of(type, type.title() + "."), uri);
        String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer
                : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }

    @ServerExceptionMapper
    Response unexpected(Exception e, UriInfo uri) {
        if (isGone(e)) {
            LOG.debugf(e, "The caller of %s went away", uri.getPath());
            return answer(malformed("The connection was closed before the request was read to its end."), uri);
        }
        LOG.errorf(e, "A request to %s failed unexpectedly", uri.getPath());
        return answer(
                Problem.of(
                        ProblemType.INTERNAL,
                        "Something went wrong on our side. The trace id leads support to the cause."),
                uri);
    }

    /** Whether the caller closed the connection: nobody reads the answer, and nothing is wrong on our side. */
    private static boolean isGone(Exception thrown) {
        Throwable e = thrown;
        for (int depth = 0; e != null && depth < DEEPEST_CAUSE; depth++) {
            if (e instanceof HttpClosedException || e instanceof ClosedChannelException) {
                return true;
            }
            e = e.getCause();
        }
        return false;
    }

    /** What a request would have been answered that failed like this, for those of which several came as one. */
    public static Response answerTo(Throwable thrown, UriInfo uri) {
        ProblemMappers mappers = new ProblemMappers();
        return switch (thrown) {
            case ProblemException e -> mappers.refused(e, uri);
            case ConstraintViolationException e -> mappers.violates(e, uri);
            case UnrecognizedPropertyException e -> mappers.unknownField(e, uri);
            case InvalidFormatException e -> mappers.invalidFormat(e, uri);
            case MismatchedInputException e -> mappers.wrongShape(e, uri);
            case JsonMappingException e -> mappers.wrongMapping(e, uri);
            case StreamConstraintsException e -> mappers.beyondLimits(e, uri);
            case JsonProcessingException e -> mappers.notJson(e, uri);
            case UnauthorizedException _ -> mappers.unauthenticated(uri);
            case ForbiddenException e -> mappers.forbidden(e, uri);
            case WebApplicationException e -> mappers.standardError(e, uri);
            case Exception e -> mappers.unexpected(e, uri);
            default -> mappers.unexpected(new IllegalStateException(thrown), uri);
        };
    }

    /** The HTTP answer that carries a problem document. */
    public static Response answer(Problem problem, UriInfo uri) {
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.at(uri.getRequestUri().getRawPath(), TraceContext.currentTraceId()));
        Duration retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
        }
        return answer.build();
    }

    private static Problem malformed(String detail) {
        return Problem.of(ProblemType.MALFORMED, detail);
    }

    private static Problem field(String pointer, String code, String detail) {
        return malformed("Some fields are not as they have to be.")
                .withErrors(List.of(new FieldError(pointer, code, detail)));
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : escaped(step.getFieldName())))
                .collect(Collectors.joining());
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static boolean isOfReturnValue(ConstraintViolation<?> violation) {
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.RETURN_VALUE) {
                return true;
            }
        }
        return false;
    }

    private static FieldError fieldError(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder(BODY);
        String parameter = null;
        for (Path.Node node : violation.getPropertyPath()) {
            switch (node.getKind()) {
                case METHOD, CONSTRUCTOR, BEAN, CROSS_PARAMETER -> {}
                case PARAMETER -> parameter = node.getName();
                default -> {
                    appendIndex(pointer, node);
                    if (node.getName() != null && node.getKind() == ElementKind.PROPERTY) {
                        pointer.append('/').append(escaped(node.getName()));
                    }
                }
            }
        }
        String code = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
        String where = pointer.isEmpty() && parameter != null ? "?" + parameter : pointer.toString();
        return new FieldError(where, code, violation.getMessage());
    }

    private static void appendIndex(StringBuilder pointer, Path.Node node) {
        @Nullable Object key = node.getKey();
        if (node.getIndex() != null) {
            pointer.append('/').append(node.getIndex());
        } else if (key != null) {
            pointer.append('/').append(escaped(key.toString()));
        }
    }
}
