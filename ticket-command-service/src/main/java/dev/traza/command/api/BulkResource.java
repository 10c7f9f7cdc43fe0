package dev.traza.command.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.command.api.BulkRequest.Item;
import dev.traza.contract.envelope.Ids;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemMappers;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Many commands in one request, each carried out as if it had been asked alone. They are put on record in the order of the
 * request, so those of one ticket are decided in that order.
 */
@Path(BulkResource.PATH)
@Blocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(name = "Bulk", description = "Many commands in one request")
public class BulkResource {

    static final String PATH = "/api/v1/tickets/bulk";

    private static final int MULTI_STATUS = 207;

    private final BulkOperations operations;
    private final BulkConfig config;
    private final CurrentActor caller;

    @Inject
    BulkResource(BulkOperations operations, BulkConfig config, CurrentActor caller) {
        this.operations = operations;
        this.config = config;
        this.caller = caller;
    }

    @POST
    @APIResponseSchema(
            value = BulkAnswer.class,
            responseCode = "207",
            responseDescription = "An answer for each, in the order of the request")
    @APIResponse(
            responseCode = "400",
            description = "Malformed as a whole: more than 500, or a command that there is not")
    @APIResponse(responseCode = "403", description = "None of the token's roles may do this")
    @Operation(
            summary = "Up to 500 commands, or one command for up to 500 tickets",
            description =
                    "Each is decided for itself, in the order of the request where they are for the same ticket, and"
                            + " idempotent by itself. What is wrong with one is told in its own answer. OpenTicket names"
                            + " no ticket; what it opened is told as ticketId and location.")
    public Response carryOutCommands(
            @Valid @NotNull BulkRequest request, @BeanParam WriteHeaders headers, UriInfo uri) {
        refuseUnlessPossible(request);
        Optional<String> key = headers.key();
        if (headers.ifMatch() != null) {
            throw TicketWrites.malformed("@If-Match", "invalid-value", "Each item has an ifMatch of its own.");
        }
        Turns turns = new Turns(config.concurrency(), config.within());
        List<Item> items = request.items();
        List<CompletableFuture<BulkAnswer.Item>> answers = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            int index = i;
            Item item = items.get(index);
            answers.add(carryOut(item, key.map(whole -> keyOf(whole, index)), headers, turns, uri)
                    .thenApply(answer -> BulkAnswer.Item.of(index, item.ticketId(), answer)));
        }
        // The gateway answers each within its own bounds.
        return Response.status(MULTI_STATUS)
                .entity(new BulkAnswer(
                        answers.stream().map(CompletableFuture::join).toList()))
                .build();
    }

    private void refuseUnlessPossible(BulkRequest request) {
        if (!request.isOneForm()) {
            throw TicketWrites.malformed("", "invalid-value", "Send commands, or tickets with a command and its body.");
        }
        List<FieldError> flaws = request.flaws(operations);
        if (!flaws.isEmpty()) {
            throw new ProblemException(Problem.of(ProblemType.MALFORMED, "Some commands are not as they have to be.")
                    .withErrors(flaws));
        }
    }

    private String keyOf(String whole, int index) {
        return Ids.ofIdempotencyKey(caller.actor().subject(), whole, "bulk " + index)
                .toString();
    }

    private CompletableFuture<Response> carryOut(
            Item item, Optional<String> key, WriteHeaders whole, Turns turns, UriInfo uri) {
        Turn turn = turns.next();
        String ownKey = item.idempotencyKey();
        WriteHeaders headers = new WriteHeaders(
                ownKey == null ? key.orElse(null) : ownKey,
                item.ifMatch(),
                turn == Turn.WAIT ? whole.prefer() : "respond-async");
        return switch (turn) {
            case WAIT -> ask(item, headers, uri).whenComplete((_, _) -> turns.done());
            case RECORD -> ask(item, headers, uri);
            case NEVER ->
                CompletableFuture.completedFuture(ProblemMappers.answer(
                        Problem.of(ProblemType.UNAVAILABLE, "There was no time to begin this one; nothing was done.")
                                .withRetryAfter(config.within()),
                        uri));
        };
    }

    /** Never fails: what goes wrong with one is its own answer. */
    private CompletableFuture<Response> ask(Item item, WriteHeaders headers, UriInfo uri) {
        try {
            return operations
                    .named(item.command())
                    .orElseThrow()
                    .ask(item, headers, uri)
                    .onFailure()
                    .recoverWithItem(failure -> ProblemMappers.answerTo(failure, uri))
                    .subscribeAsCompletionStage();
        } catch (JsonProcessingException | RuntimeException e) {
            return CompletableFuture.completedFuture(ProblemMappers.answerTo(e, uri));
        }
    }

    /** How much can still be done for an item. */
    private enum Turn {
        WAIT,
        RECORD,
        NEVER
    }

    /** Lets a bounded number be waited for at a time, within a bounded time. Used by one thread. */
    private static final class Turns {

        private final Semaphore room;
        private final long begun = System.nanoTime();
        private final long within;

        Turns(int concurrency, Duration within) {
            this.room = new Semaphore(concurrency);
            this.within = within.toNanos();
        }

        Turn next() {
            try {
                if (room.tryAcquire(Math.max(0, within - used()), TimeUnit.NANOSECONDS)) {
                    if (used() < within) {
                        return Turn.WAIT;
                    }
                    room.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Turn.NEVER;
            }
            return used() < 2 * within ? Turn.RECORD : Turn.NEVER;
        }

        void done() {
            room.release();
        }

        private long used() {
            return System.nanoTime() - begun;
        }
    }
}
