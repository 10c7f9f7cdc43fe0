package dev.traza.notification.api;

import dev.traza.contract.envelope.Ids;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.notification.dispatch.Dispatcher;
import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.ledger.DeliveryList;
import dev.traza.notification.ledger.DeliveryState;
import dev.traza.notification.ledger.Resends;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The delivery ledger: what was to be sent to whom, and what became of it. For support staff only. */
@Path("/api/v1/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deliveries", description = "Every message that was to be sent, and its fate")
@Blocking
public class DeliveryResource {

    private static final int LONGEST_KEY = 255;

    private final DeliveryList list;
    private final Resends resends;
    private final Dispatcher dispatcher;
    private final CurrentActor caller;
    private final ApiConfig config;

    @Inject
    DeliveryResource(DeliveryList list, Resends resends, Dispatcher dispatcher, CurrentActor caller, ApiConfig config) {
        this.list = list;
        this.resends = resends;
        this.dispatcher = dispatcher;
        this.caller = caller;
        this.config = config;
    }

    /** A page of the ledger, newest event first. */
    @GET
    @RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
    @Operation(
            summary = "Messages, newest event first",
            description =
                    "Quick at any size: `ticketId` alone or with others, and `state` when all are unfinished (QUEUED, SENDING, FAILED). "
                            + "Other filters use an index of MongoDB; on the embedded server they read the whole ledger.")
    @APIResponseSchema(
            value = DeliveryPage.class,
            responseCode = "200",
            responseDescription = "A page; Link: rel=\"next\" leads to the next one")
    public Response listDeliveries(
            @Parameter(description = "Repeat for several: QUEUED, SENDING, SENT, FAILED, DEAD, SUPPRESSED")
                    @QueryParam("state")
                    List<String> states,
            @QueryParam("ticketId") @Nullable String ticketId,
            @Parameter(description = "Id of a person") @QueryParam("recipient") @Nullable String recipient,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        DeliveryList.Query query = new DeliveryList.Query(
                states.stream().map(DeliveryResource::state).collect(Collectors.toSet()),
                ticketId == null ? null : id("ticketId", ticketId),
                recipient);
        DeliveryList.Place after = cursor == null
                ? null
                : Cursor.parse(cursor).orElseThrow(() -> wrong("cursor", "Not a cursor of this list."));
        DeliveryList.Page page = list.page(query, after, limit(limit));
        DeliveryList.Place next = page.next();
        String nextCursor = next == null ? null : Cursor.of(next);
        Response.ResponseBuilder answer = Response.ok(new DeliveryPage(
                page.items().stream().map(DeliveryView::summary).toList(), nextCursor));
        if (nextCursor != null) {
            answer.link(
                    uri.getRequestUriBuilder()
                            .replaceQueryParam("cursor", nextCursor)
                            .build(),
                    "next");
        }
        return answer.build();
    }

    /** One message with its text. */
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
    @Operation(summary = "One message with its text and its attempts")
    public DeliveryView getDelivery(@PathParam("id") String id) {
        return list.find(deliveryId(id)).map(DeliveryView::full).orElseThrow(DeliveryResource::unknown);
    }

    /** Has a message sent again. */
    @POST
    @Path("/{id}/resend")
    @RolesAllowed({Roles.SUPERVISOR, Roles.ADMIN})
    @Operation(
            summary = "Send a message again",
            description =
                    "For messages that are SENT, DEAD or SUPPRESSED. With an Idempotency-Key, the same request asked twice sends once.")
    @APIResponseSchema(value = DeliveryView.class, responseCode = "202", responseDescription = "Queued again")
    public Response resendDelivery(@PathParam("id") String id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        UUID deliveryId = deliveryId(id);
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new ProblemException(
                    ProblemType.MALFORMED, "The Idempotency-Key must have 1 to " + LONGEST_KEY + " characters.");
        }
        UUID requestId =
                key == null ? Ids.next() : Ids.ofIdempotencyKey(caller.actor().subject(), key, "resend");
        return switch (resends.resend(deliveryId, requestId)) {
            case Resends.Outcome.Queued queued -> accepted(queued);
            case Resends.Outcome.NotFinal notFinal ->
                throw new ProblemException(Problem.of(
                                ProblemType.CONFLICT,
                                "The message is %s; it is still on its way by itself."
                                        .formatted(notFinal.delivery().state()))
                        .with("state", notFinal.delivery().state().name()));
            case Resends.Outcome.OtherRequest other ->
                throw new ProblemException(
                        ProblemType.UNPROCESSABLE, "This Idempotency-Key was used for another message.");
            case Resends.Outcome.Unknown unknown -> throw unknown();
        };
    }

    private Response accepted(Resends.Outcome.Queued queued) {
        dispatcher.call();
        Delivery delivery = queued.delivery();
        Response.ResponseBuilder answer = Response.accepted(DeliveryView.summary(delivery))
                .header("Location", "/api/v1/deliveries/" + delivery.id());
        if (queued.repeated()) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.build();
    }

    private int limit(@Nullable String text) {
        if (text == null) {
            return config.defaultLimit();
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= config.maxLimit()) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // answered below, like a number out of range
        }
        throw wrong("limit", "A whole number from 1 to " + config.maxLimit() + ".");
    }

    private static DeliveryState state(String text) {
        return Arrays.stream(DeliveryState.values())
                .filter(state -> state.name().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        "state",
                        "One of "
                                + EnumSet.allOf(DeliveryState.class).stream()
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static UUID deliveryId(String text) {
        return Ids.parse(text).orElseThrow(DeliveryResource::unknown);
    }

    private static UUID id(String field, String text) {
        return Ids.parse(text).orElseThrow(() -> wrong(field, "Not an id."));
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such message.");
    }

    private static ProblemException wrong(String parameter, String detail) {
        return new ProblemException(Problem.of(ProblemType.MALFORMED, "A query parameter is not as it has to be.")
                .withErrors(List.of(new FieldError("?" + parameter, "invalid-value", detail))));
    }
}
