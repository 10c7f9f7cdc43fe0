package dev.traza.command.api;

import dev.traza.command.gateway.Result;
import dev.traza.contract.envelope.CommandOutcome.Accepted;
import dev.traza.contract.envelope.CommandOutcome.ItemAccepted;
import dev.traza.contract.envelope.CommandOutcome.PersonAccepted;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemMappers;
import dev.traza.kit.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Results of commands as HTTP answers. */
final class Answers {

    private static final String TICKETS = "/api/v1/tickets/";
    private static final String ITEMS = "/api/v1/catalog/items/";
    private static final String COMMANDS = "/api/v1/commands/";
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private Answers() {}

    /**
     * The answer to a wish.
     *
     * @param created whether an accepted command made a resource of its own
     */
    static Response of(Result result, UUID commandId, TicketRef ticket, boolean created, UriInfo uri) {
        return answer(
                result, commandId, ticket instanceof TicketRef.ById(UUID ticketId) ? ticketId : null, created, uri);
    }

    /** The answer to a wish about an item of the catalog. */
    static Response ofItem(Result result, UUID commandId, boolean created, UriInfo uri) {
        return answer(result, commandId, null, created, uri);
    }

    private static Response answer(
            Result result, UUID commandId, @Nullable UUID ticketId, boolean created, UriInfo uri) {
        return switch (result) {
            case Result.Decided(Accepted accepted) -> accepted(accepted, created);
            case Result.Decided(ItemAccepted accepted) -> accepted(accepted, created);
            case Result.Decided(PersonAccepted accepted) ->
                Response.ok(accepted).build();
            case Result.Decided(Rejected rejected) -> rejected(rejected, uri);
            case Result.Recorded _ ->
                Response.accepted(CommandAnswer.pending(commandId, ticketId))
                        .header(HttpHeaders.LOCATION, COMMANDS + commandId)
                        .header(HttpHeaders.RETRY_AFTER, ASK_AGAIN.toSeconds())
                        .build();
            case Result.Unknown _ ->
                Response.fromResponse(ProblemMappers.answer(
                                Problem.of(
                                                ProblemType.UNAVAILABLE,
                                                "It is not known whether the command is on record. Ask for it at Location,"
                                                        + " or repeat the request with the same Idempotency-Key.")
                                        .with("commandId", commandId)
                                        .withRetryAfter(ASK_AGAIN),
                                uri))
                        .header(HttpHeaders.LOCATION, COMMANDS + commandId)
                        .build();
            case Result.Unavailable(String because, Duration retryAfter) ->
                ProblemMappers.answer(
                        Problem.of(ProblemType.UNAVAILABLE, because + "; nothing was done. Try again later.")
                                .withRetryAfter(retryAfter),
                        uri);
            case Result.TooLarge _ ->
                ProblemMappers.answer(
                        Problem.of(ProblemType.TOO_LARGE, "The request does not fit into one record of the log."), uri);
            case Result.StillRunning _ ->
                ProblemMappers.answer(
                        Problem.of(
                                        ProblemType.CONFLICT,
                                        "A request with this Idempotency-Key is being carried out at this moment.")
                                .withRetryAfter(ASK_AGAIN),
                        uri);
            case Result.IdReused _ ->
                ProblemMappers.answer(
                        Problem.of(ProblemType.UNPROCESSABLE, "This Idempotency-Key was used for another request.")
                                .with("code", "COMMAND_ID_REUSED"),
                        uri);
        };
    }

    private static Response accepted(Accepted accepted, boolean created) {
        Response.ResponseBuilder answer = Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .entity(new TicketAnswer(accepted.ticketId(), accepted.number(), accepted.version(), accepted.status()))
                .header(HttpHeaders.ETAG, etag(accepted.version()))
                .header("Consistency-Token", new ConsistencyToken(accepted.ticketId(), accepted.version()).text());
        if (created) {
            answer.header(HttpHeaders.LOCATION, TICKETS + accepted.ticketId());
        }
        if (accepted.replayed()) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.build();
    }

    private static Response accepted(ItemAccepted accepted, boolean created) {
        Response.ResponseBuilder answer = Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .entity(new ItemVersion(accepted.path(), accepted.version(), accepted.retired()))
                .header(HttpHeaders.ETAG, etag(accepted.version()));
        if (created) {
            answer.header(HttpHeaders.LOCATION, ITEMS + accepted.path());
        }
        if (accepted.replayed()) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.build();
    }

    private static Response rejected(Rejected rejected, UriInfo uri) {
        Problem problem = Problem.of(type(rejected), rejected.detail() + ".")
                .with("code", rejected.code().name());
        if (!rejected.possible().isEmpty()) {
            problem = problem.with("possible", rejected.possible());
        }
        if (rejected.status() != null) {
            problem = problem.with("ticketStatus", rejected.status());
        }
        if (rejected.ticketId() != null) {
            problem = problem.with("ticketId", rejected.ticketId());
        }
        Response.ResponseBuilder answer = Response.fromResponse(ProblemMappers.answer(problem, uri));
        if (rejected.version() != null) {
            answer.header(HttpHeaders.ETAG, etag(rejected.version()));
        }
        if (rejected.replayed()) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.build();
    }

    private static ProblemType type(Rejected rejected) {
        return switch (rejected.code()) {
            case TICKET_NOT_FOUND, ITEM_NOT_FOUND -> ProblemType.NOT_FOUND;
            case NOT_PERMITTED -> ProblemType.FORBIDDEN;
            case TRANSITION_NOT_ALLOWED, TICKET_CLOSED, TICKET_ARCHIVED, ALREADY_ASSIGNED, TICKET_EXISTS ->
                ProblemType.CONFLICT;
            case VERSION_MISMATCH -> ProblemType.VERSION_MISMATCH;
            case COMMAND_ID_REUSED, RULE_VIOLATED -> ProblemType.UNPROCESSABLE;
            case COMMAND_UNREADABLE -> ProblemType.INTERNAL;
        };
    }

    private static String etag(long version) {
        return "\"" + version + "\"";
    }
}
