package dev.traza.routing.api;

import com.mongodb.MongoException;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemMappers;
import dev.traza.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Refusals that this service has in common. */
class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(5);

    @ServerExceptionMapper
    Response databaseAway(MongoException e, UriInfo uri) {
        LOG.warnf("The database did not answer: %s", e.getMessage());
        return ProblemMappers.answer(
                Problem.of(ProblemType.UNAVAILABLE, "The database does not answer at the moment.")
                        .withRetryAfter(DATABASE_AWAY),
                uri);
    }

    static ProblemException notFound(String what, String id) {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no %s %s.".formatted(what, id));
    }

    static ProblemException unprocessable(List<FieldError> errors) {
        return new ProblemException(
                Problem.of(ProblemType.UNPROCESSABLE, "Some fields break a rule of the organisation.")
                        .withErrors(errors));
    }

    static ProblemException inUse(String detail) {
        return new ProblemException(ProblemType.CONFLICT, detail);
    }

    static FieldError noSuch(String pointer, String what, String id) {
        return new FieldError(pointer, "unknown-" + what, "There is no %s %s.".formatted(what, id));
    }

    static ProblemException tooMany(String what, int most) {
        return new ProblemException(ProblemType.UNPROCESSABLE, "There can be at most %d %s.".formatted(most, what));
    }
}
