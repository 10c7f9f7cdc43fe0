package dev.traza.kit.http;

import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemMappers;
import dev.traza.kit.problem.ProblemType;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses query parameters that the address does not know. A filter with a slip of the pen in its name would otherwise be
 * none, and its sender be told of everything as if it were what they asked for. Known is what the method takes, or, when
 * it reads them itself, what the OpenAPI document says of it.
 */
@Provider
public class KnownParameters {

    private static final int MOST_NAMED = 10;
    private static final int LONGEST_NAMED = 50;

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>(); // as many as there are methods

    /** Made by the container. */
    public KnownParameters() {}

    /** Looks at the names of the parameters. */
    @ServerRequestFilter(nonBlocking = true)
    public @Nullable Response refuseUnknown(ContainerRequestContext request, ResourceInfo resource) {
        Set<String> given = request.getUriInfo().getQueryParameters().keySet();
        if (given.isEmpty() || resource.getResourceMethod().isAnnotationPresent(ChecksParameters.class)) {
            return null;
        }
        Set<String> taken = known.computeIfAbsent(resource.getResourceMethod(), KnownParameters::namesOf);
        List<FieldError> unknown = given.stream()
                .filter(name -> !taken.contains(name))
                .sorted()
                .limit(MOST_NAMED)
                .map(name -> new FieldError("?" + shortened(name), "unknown-parameter", "There is no such parameter."))
                .toList();
        return unknown.isEmpty()
                ? null
                : ProblemMappers.answer(
                        Problem.of(ProblemType.MALFORMED, "Some query parameters are not as they have to be.")
                                .withErrors(unknown),
                        request.getUriInfo());
    }

    private static Set<String> namesOf(Method method) {
        Stream<String> taken = Arrays.stream(method.getParameters())
                .flatMap(parameter -> Stream.ofNullable(parameter.getAnnotation(QueryParam.class)))
                .map(QueryParam::value);
        Stream<String> documented = Arrays.stream(method.getAnnotationsByType(Parameter.class))
                .filter(parameter -> parameter.in() == ParameterIn.QUERY)
                .map(Parameter::name);
        return Stream.concat(taken, documented).collect(Collectors.toUnmodifiableSet());
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAMED ? name : name.substring(0, LONGEST_NAMED) + "…";
    }
}
