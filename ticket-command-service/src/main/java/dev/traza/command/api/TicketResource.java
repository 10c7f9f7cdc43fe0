package dev.traza.command.api;

import dev.traza.command.api.Categories.Chosen;
import dev.traza.command.directory.Directory;
import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.AssignTicket;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.EscalateTicket;
import dev.traza.contract.ticket.TicketCommand.HoldTicket;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.PrioritizeTicket;
import dev.traza.contract.ticket.TicketCommand.ReleaseTicket;
import dev.traza.contract.ticket.TicketCommand.ReopenTicket;
import dev.traza.contract.ticket.TicketCommand.ResolveAsParent;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.ResumeTicket;
import dev.traza.contract.ticket.TicketCommand.TakeTicket;
import dev.traza.contract.ticket.TicketCommand.WaitForRequester;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be asked of a ticket. Requests are read and handed over on a worker thread, which a full buffer may
 * hold up for a bounded time; while a caller waits for the decision, no thread does.
 */
@Path("/api/v1/tickets")
@Blocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(name = "Tickets", description = "What can be asked of a ticket; {id} is its id or its number")
public class TicketResource {

    private final CurrentActor caller;
    private final TicketWrites writes;
    private final Directory directory;
    private final TeamCheck teams;
    private final PriorityMatrix priorities;
    private final AttachmentClaims attachments;
    private final Categories categories;

    @Inject
    TicketResource(
            CurrentActor caller,
            TicketWrites writes,
            Directory directory,
            TeamCheck teams,
            PriorityMatrix priorities,
            AttachmentClaims attachments,
            Categories categories) {
        this.caller = caller;
        this.writes = writes;
        this.directory = directory;
        this.teams = teams;
        this.priorities = priorities;
        this.attachments = attachments;
        this.categories = categories;
    }

    @POST
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "201", responseDescription = "Opened")
    @APIResponse(
            responseCode = EveryWrite.NOT_YET_DECIDED,
            description = "On record and not decided in time; ask for it at Location",
            content = @Content(schema = @Schema(implementation = CommandAnswer.class)))
    @Operation(
            summary = "Open a ticket",
            description =
                    "Requesters open for themselves, staff for anyone. The procedure of its category begins with it:"
                            + " with an approval the ticket is ON_HOLD from the start.")
    public Uni<Response> openTicket(
            @Valid @NotNull Requests.Open request, @BeanParam WriteHeaders headers, UriInfo uri) {
        Actor actor = caller.actor();
        Optional<String> key = headers.key();
        // From the key, so that a repeat meets the same partition and finds the first answer there.
        UUID ticketId = key.map(text -> Ids.ofIdempotencyKey(actor.subject(), text, "ticket"))
                .orElseGet(Ids::next);
        UUID commandId = key.map(text -> Ids.ofIdempotencyKey(actor.subject(), text, "command"))
                .orElseGet(Ids::next);
        return writes.submit(
                "open",
                actor,
                commandId,
                TicketRef.of(ticketId),
                () -> opening(request, actor),
                request,
                headers,
                true,
                uri);
    }

    private OpenTicket opening(Requests.Open request, Actor actor) {
        Map<String, String> customFields = orElse(request.customFields(), Map.of());
        Optional<Chosen> chosen = categories.choose(request.category(), customFields, actor);
        Optional<CatalogItem> item = chosen.map(Chosen::item);
        Impact impact = orElse(request.impact(), item.map(CatalogItem::impact).orElse(Impact.MEDIUM));
        Urgency urgency =
                orElse(request.urgency(), item.map(CatalogItem::urgency).orElse(Urgency.MEDIUM));
        return new OpenTicket(
                orElse(request.type(), item.map(CatalogItem::type).orElse(TicketType.INCIDENT)),
                orElse(request.channel(), Channel.API),
                requester(request.requester(), actor),
                request.subject(),
                request.description(),
                request.category(),
                impact,
                urgency,
                priorities.of(impact, urgency),
                orElse(request.tags(), List.<String>of()).stream().distinct().toList(),
                customFields,
                request.followUpOf(),
                attachments.claim(actor, request.attachments()),
                chosen.map(Chosen::reference).orElse(null),
                null,
                chosen.map(Chosen::procedure).orElse(null));
    }

    @POST
    @Path("{id}/comments")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Comment on a ticket",
            description =
                    "An agent's public reply opens a NEW ticket; the requester's comment resumes a PENDING one and"
                            + " reopens a RESOLVED one.")
    public Uni<Response> commentOnTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Comment request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "comment",
                id,
                request,
                headers,
                uri,
                (actor, commandId) -> new AddComment(
                        Ids.derived(commandId, "comment"),
                        request.body(),
                        request.visibility(),
                        actor.isStaff() ? AuthorKind.AGENT : AuthorKind.REQUESTER,
                        orElse(request.channel(), Channel.API),
                        attachments.claim(actor, request.attachments()),
                        attachments.limitsFor(request.attachments())));
    }

    @PUT
    @Path("{id}/assignment")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "Give a ticket to a team, and possibly to one of its agents")
    public Uni<Response> assignTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Assignment request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write("assign", id, request, headers, uri, (actor, commandId) -> {
            if (actor.isStaff()) {
                teams.requireMembership(request.teamId(), request.agentId());
            }
            return new AssignTicket(request.teamId(), request.agentId(), AssignmentBasis.manual());
        });
    }

    @DELETE
    @Path("{id}/assignment")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Put a ticket back into its team's queue")
    public Uni<Response> releaseTicket(@PathParam("id") String id, @BeanParam WriteHeaders headers, UriInfo uri) {
        return writes.write(
                "release", id, Requests.Empty.REQUEST, headers, uri, (actor, commandId) -> new ReleaseTicket(null));
    }

    @POST
    @Path("{id}/take")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "Take a ticket from the queue", description = "409 when somebody else has it.")
    public Uni<Response> takeTicket(
            @PathParam("id") String id,
            @Valid Requests.@Nullable Take request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        Requests.Take take = orElse(request, new Requests.Take(null, null));
        return writes.write("take", id, take, headers, uri, (actor, commandId) -> {
            String teamId = take.teamId();
            if (actor.isStaff() && teamId != null) {
                teams.requireMembership(teamId, actor.subject());
            }
            return new TakeTicket(
                    teamId == null ? directory.firstTeamOf(actor.subject()).orElse(null) : teamId);
        });
    }

    @PUT
    @Path("{id}/priority")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "Set impact and urgency, or override the priority with a reason")
    public Uni<Response> prioritizeTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Prioritization request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write("prioritize", id, request, headers, uri, (actor, commandId) -> prioritization(request));
    }

    @POST
    @Path("{id}/pending")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "Wait for the requester's answer")
    public Uni<Response> waitForRequester(
            @PathParam("id") String id,
            @Valid Requests.@Nullable Pending request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        Requests.Pending pending = orElse(request, new Requests.Pending(null, null));
        return writes.write(
                "pend", id, pending, headers, uri, (actor, commandId) -> new WaitForRequester(pending.reason()));
    }

    @POST
    @Path("{id}/hold")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "Put a ticket on hold", description = "For a third party, until a date, or for an approval.")
    public Uni<Response> holdTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Hold request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "hold",
                id,
                request,
                headers,
                uri,
                (actor, commandId) -> new HoldTicket(request.reason(), request.until(), request.note()));
    }

    @POST
    @Path("{id}/resume")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "Go on with a ticket that waits")
    public Uni<Response> resumeTicket(
            @PathParam("id") String id,
            @Valid Requests.@Nullable Resumption request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "resume",
                id,
                orElse(request, new Requests.Resumption(null)),
                headers,
                uri,
                (actor, commandId) -> new ResumeTicket(ResumeReason.REQUESTED));
    }

    @POST
    @Path("{id}/escalation")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "Escalate a ticket to a higher support level, or to the supervisor")
    public Uni<Response> escalateTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Escalation request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write("escalate", id, request, headers, uri, (actor, commandId) -> {
            String teamId = request.teamId();
            if (actor.isStaff() && teamId != null) {
                teams.requireTeam(teamId);
            }
            return new EscalateTicket(
                    orElse(request.kind(), EscalationKind.FUNCTIONAL),
                    request.level(),
                    teamId,
                    request.reason(),
                    EscalationCause.AGENT);
        });
    }

    @POST
    @Path("{id}/resolution")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Resolve a ticket",
            description =
                    "The text says how it was solved. With fromParent, code and text are those that its parent offers.")
    public Uni<Response> resolveTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Resolution request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write("resolve", id, request, headers, uri, (actor, commandId) -> resolution(request));
    }

    @POST
    @Path("{id}/reopening")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Reopen a resolved ticket",
            description = "Within the reopening window, also by its requester.")
    public Uni<Response> reopenTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Reopening request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "reopen", id, request, headers, uri, (actor, commandId) -> new ReopenTicket(request.reason()));
    }

    @POST
    @Path("{id}/closure")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Close a ticket for good",
            description = "A resolved one keeps its code, and its requester may confirm it; any other needs a code.")
    public Uni<Response> closeTicket(
            @PathParam("id") String id,
            @Valid Requests.@Nullable Closure request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        Requests.Closure closure = orElse(request, new Requests.Closure(null, null, null));
        return writes.write(
                "close",
                id,
                closure,
                headers,
                uri,
                (actor, commandId) -> new CloseTicket(closure.code(), closure.reason()));
    }

    private static TicketCommand resolution(Requests.Resolution request) {
        ResolutionCode code = request.code();
        String text = request.text();
        if (Boolean.TRUE.equals(request.fromParent())) {
            if (code != null || text != null) {
                throw TicketWrites.malformed(
                        code != null ? "/code" : "/text", "null", "The parent's resolution is taken as it is.");
            }
            return new ResolveAsParent();
        }
        if (code == null) {
            throw TicketWrites.malformed("/code", "not-null", "A resolution has a code.");
        }
        if (text == null || text.isBlank()) {
            throw TicketWrites.malformed("/text", "not-blank", "A resolution says how it was solved.");
        }
        return new ResolveTicket(code, text);
    }

    private Requester requester(Requests.@Nullable RequesterBlock block, Actor actor) {
        if (!actor.isStaff()) {
            return themselves(
                    orElse(block, new Requests.RequesterBlock(null, null, null, null, null, null, null)), actor);
        }
        if (block == null) {
            throw TicketWrites.malformed("/requester", "not-null", "Staff say for whom they open a ticket.");
        }
        if (block.id() == null) {
            throw TicketWrites.malformed("/requester/id", "not-null", "Staff say for whom they open a ticket.");
        }
        return new Requester(
                block.id(),
                block.name(),
                block.email(),
                block.phone(),
                block.organisation(),
                block.language(),
                Boolean.TRUE.equals(block.vip()));
    }

    /** A person's own token knows better than a form who they are; somebody else's id is left to be refused. */
    private Requester themselves(Requests.RequesterBlock block, Actor actor) {
        return new Requester(
                orElse(block.id(), actor.subject()),
                caller.name().orElse(block.name()),
                caller.email().orElse(block.email()),
                block.phone(),
                block.organisation(),
                block.language(),
                false);
    }

    private PrioritizeTicket prioritization(Requests.Prioritization request) {
        Impact impact = request.impact();
        Urgency urgency = request.urgency();
        Priority priority = request.priority();
        if (priority != null) {
            if (request.reason() == null || request.reason().isBlank()) {
                throw TicketWrites.malformed("/reason", "not-blank", "A priority of one's own needs a reason.");
            }
            return new PrioritizeTicket(impact, urgency, priority, request.reason());
        }
        if (impact == null || urgency == null) {
            throw TicketWrites.malformed(
                    impact == null ? "/impact" : "/urgency",
                    "not-null",
                    "Send impact and urgency, or a priority with a reason.");
        }
        return new PrioritizeTicket(impact, urgency, priorities.of(impact, urgency), request.reason());
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
