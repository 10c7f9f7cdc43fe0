package dev.traza.routing.api;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.Roles;
import dev.traza.routing.decision.Decision;
import dev.traza.routing.store.LedgerStore;
import dev.traza.routing.store.StoredTicket;
import dev.traza.routing.store.TicketStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Why a ticket is where it is. */
@Path("/api/v1/tickets")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(name = "Routing decisions", description = "Why a ticket went to whom")
public class TicketRoutingResource {

    private final TicketStore tickets;
    private final LedgerStore ledger;

    @Inject
    TicketRoutingResource(TicketStore tickets, LedgerStore ledger) {
        this.tickets = tickets;
        this.ledger = ledger;
    }

    /**
     * A decision as shown.
     *
     * @param sequence counts the ticket's decisions, from 1
     * @param type {@code TicketRouted} or {@code EscalationDecided}
     * @param causationId the event that it answers
     */
    public record DecisionView(
            long sequence, String type, Instant decidedAt, UUID causationId, UUID correlationId, RoutingEvent data) {}

    /**
     * All decisions on a ticket, oldest first.
     *
     * @param id the ticket's id or number
     */
    @GET
    @Path("{id}/routing")
    @APIResponseSchema(
            value = Pages.OfDecisions.class,
            responseCode = "200",
            responseDescription = "A page; Link: rel=\"next\" leads to the next one")
    public Response listRoutingDecisions(
            @PathParam("id") String id,
            @QueryParam("limit") @DefaultValue(Pages.DEFAULT_LIMIT) @Min(1) @Max(Pages.MOST) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        TicketRef ref = TicketRef.parse(id)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.MALFORMED, "A ticket is named by its id or by its number, such as T-1042."));
        Optional<UUID> ticketId =
                switch (ref) {
                    case TicketRef.ById byId -> Optional.of(byId.ticketId());
                    case TicketRef.ByNumber byNumber -> tickets.idOf(byNumber.text());
                };
        List<UUID> causes = ticketId.flatMap(tickets::find)
                .map(StoredTicket::decisions)
                .orElseThrow(() -> Refusals.notFound("ticket", ref.text()));
        int from = position(Pages.after(cursor));
        List<UUID> rest = causes.subList(Math.min(from, causes.size()), Math.min(from + limit + 1, causes.size()));
        return Pages.answer(
                uri, ledger.inOrder(rest), limit, decision -> Long.toString(decision.sequence()), this::views);
    }

    private static int position(@Nullable String after) {
        try {
            return after == null ? 0 : Math.max(0, Integer.parseInt(after));
        } catch (NumberFormatException notOurs) {
            throw Pages.malformed();
        }
    }

    private List<DecisionView> views(List<Decision> decisions) {
        return decisions.stream().map(TicketRoutingResource::view).toList();
    }

    private static DecisionView view(Decision decision) {
        try {
            EventEnvelope<RoutingEvent> written = EventRecords.ROUTING.read(decision.explanation());
            return new DecisionView(
                    written.sequence(),
                    written.event().getClass().getSimpleName(),
                    written.occurredAt(),
                    written.causationId(),
                    written.correlationId(),
                    written.event());
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("The ledger holds what routing itself wrote", e);
        }
    }
}
