package dev.traza.command.api;

import dev.traza.command.api.Requests.Dated;
import dev.traza.command.gateway.CommandGateway;
import dev.traza.command.gateway.Wish;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.RecallAnswer;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How every request becomes a wish, and its result an answer. */
@ApplicationScoped
class TicketWrites {

    /** How far a caller's clock may be ahead before "in the future" is meant. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private final CurrentActor caller;
    private final CommandGateway gateway;
    private final Clock clock;

    @Inject
    TicketWrites(CurrentActor caller, CommandGateway gateway, Clock clock) {
        this.caller = caller;
        this.gateway = gateway;
        this.clock = clock;
    }

    /**
     * Asks something of a ticket that exists.
     *
     * @param operation what the request does, and to which part of the ticket if its path names one; the same key for
     *     another operation is another request
     * @param id the ticket's id or number
     */
    Uni<Response> write(
            String operation,
            String id,
            Dated request,
            WriteHeaders headers,
            UriInfo uri,
            BiFunction<Actor, UUID, TicketCommand> command) {
        return write(operation, id, request, headers, false, uri, command);
    }

    /**
     * Asks something of a ticket that exists.
     *
     * @param created whether what comes of it is another ticket
     */
    Uni<Response> write(
            String operation,
            String id,
            Dated request,
            WriteHeaders headers,
            boolean created,
            UriInfo uri,
            BiFunction<Actor, UUID, TicketCommand> command) {
        Actor actor = caller.actor();
        TicketRef ticket = ticket(id);
        // With the ticket in it: the answer is kept where the ticket lives, and a key says nothing about another
        // ticket.
        UUID commandId = headers.key()
                .map(key -> Ids.ofIdempotencyKey(actor.subject(), key, "command " + ticket.text()))
                .orElseGet(Ids::next);
        return submit(
                operation,
                actor,
                commandId,
                ticket,
                () -> command.apply(actor, commandId),
                request,
                headers,
                created,
                uri);
    }

    /**
     * Puts a command on record and answers with what became of it. When none can be made of the request, as forms, teams
     * and kept files are now, it may have been possible before: a repeat gets its first answer all the same.
     *
     * @param command made of the request
     * @param created whether success is {@code 201}
     */
    Uni<Response> submit(
            String operation,
            Actor actor,
            UUID commandId,
            TicketRef ticket,
            Supplier<TicketCommand> command,
            Dated request,
            WriteHeaders headers,
            boolean created,
            UriInfo uri) {
        Made made = make(command, headers);
        Wish wish = new Wish(
                commandId,
                ticket,
                actor,
                made.command(),
                notInTheFuture(request.occurredAt()),
                headers.expectedVersion(),
                RequestHash.of(operation, ticket.text(), request),
                made.refusal() != null || !headers.respondAsync());
        return Uni.createFrom().completionStage(gateway.submit(wish)).map(result -> {
            if (made.refusal() != null && !result.isRepeat()) {
                throw made.refusal();
            }
            return Answers.of(result, commandId, ticket, created, uri);
        });
    }

    private static Made make(Supplier<TicketCommand> command, WriteHeaders headers) {
        try {
            return new Made(command.get(), null);
        } catch (ProblemException refusal) {
            boolean mayBeRepeat =
                    headers.key().isPresent() && refusal.problem().status() == ProblemType.UNPROCESSABLE.status();
            if (!mayBeRepeat) {
                throw refusal;
            }
            return new Made(new RecallAnswer(), refusal);
        }
    }

    /** @param refusal what to answer unless there was a first answer */
    private record Made(TicketCommand command, @Nullable ProblemException refusal) {}

    /**
     * The ticket of a path.
     *
     * @throws ProblemException (404) if it is named like none
     */
    static TicketRef ticket(String id) {
        return TicketRef.parse(id)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(ProblemType.NOT_FOUND, "A ticket is named by its id or by a number such as T-1042.")
                                .with("code", "TICKET_NOT_FOUND")));
    }

    /** The refusal of a field that is not as it has to be. */
    static ProblemException malformed(String pointer, String code, String detail) {
        return new ProblemException(Problem.of(ProblemType.MALFORMED, "Some fields are not as they have to be.")
                .withErrors(List.of(new FieldError(pointer, code, detail))));
    }

    private @Nullable Instant notInTheFuture(@Nullable Instant occurredAt) {
        if (occurredAt != null && occurredAt.isAfter(clock.instant().plus(CLOCK_TOLERANCE))) {
            throw malformed("/occurredAt", "past-or-present", "What has happened lies in the past.");
        }
        return occurredAt;
    }
}
