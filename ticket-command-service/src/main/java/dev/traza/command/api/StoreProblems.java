package dev.traza.command.api;

import dev.traza.blob.BlobStoreException;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemMappers;
import dev.traza.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What is not possible because of the store of attachments; a command that needs it is not sent then. */
class StoreProblems {

    private static final Logger LOG = Logger.getLogger(StoreProblems.class);
    private static final Duration LATER = Duration.ofMinutes(1);

    @ServerExceptionMapper
    Response storeFails(BlobStoreException e, UriInfo uri) {
        LOG.errorf(e, "The store of attachments: %s", e.getMessage());
        Problem problem =
                switch (e.kind()) {
                    case FULL ->
                        Problem.of(
                                ProblemType.INSUFFICIENT_STORAGE,
                                "There is no room left for attachments; nothing was done. Support has to make some.");
                    case UNAVAILABLE ->
                        Problem.of(
                                ProblemType.UNAVAILABLE,
                                "The store of attachments is away; nothing was done. Try again later.");
                };
        return ProblemMappers.answer(problem.withRetryAfter(LATER), uri);
    }
}
