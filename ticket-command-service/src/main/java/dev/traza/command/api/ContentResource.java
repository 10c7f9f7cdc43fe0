package dev.traza.command.api;

import dev.traza.command.api.Categories.Chosen;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.TicketCommand.AddParticipant;
import dev.traza.contract.ticket.TicketCommand.ClassifyTicket;
import dev.traza.contract.ticket.TicketCommand.LinkAsset;
import dev.traza.contract.ticket.TicketCommand.RedactComment;
import dev.traza.contract.ticket.TicketCommand.RemoveParticipant;
import dev.traza.contract.ticket.TicketCommand.ReviseTicket;
import dev.traza.contract.ticket.TicketCommand.TagTicket;
import dev.traza.contract.ticket.TicketCommand.UnlinkAsset;
import dev.traza.contract.ticket.TicketCommand.UntagTicket;
import dev.traza.contract.ticket.TicketCommand.UnwatchTicket;
import dev.traza.contract.ticket.TicketCommand.WatchTicket;
import dev.traza.contract.ticket.TicketType;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a ticket is about, who follows it and who takes part in it. */
@Path("/api/v1/tickets/{id}")
@Blocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(
        name = "Content",
        description = "What a ticket is about, who follows it and who takes part; {id} is its id or its number")
public class ContentResource {

    private final TicketWrites writes;
    private final Categories categories;

    @Inject
    ContentResource(TicketWrites writes, Categories categories) {
        this.writes = writes;
        this.categories = categories;
    }

    @POST
    @Path("revision")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "Correct what a ticket says it is about")
    public Uni<Response> reviseTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Revision request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "revise",
                id,
                request,
                headers,
                uri,
                (actor, commandId) -> new ReviseTicket(request.subject(), request.description()));
    }

    @PUT
    @Path("classification")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Say what kind of matter a ticket is",
            description =
                    "The custom fields are held against the form of the catalog's item as it is now. When the ticket"
                            + " was in another item before, the procedure of this one begins; while one is running it is"
                            + " refused.")
    public Uni<Response> classifyTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Classification request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write("classify", id, request, headers, uri, (actor, commandId) -> {
            Map<String, String> customFields = request.customFields() == null ? Map.of() : request.customFields();
            // A requester may not do it at all, and is told that instead of what the form asks.
            Optional<Chosen> chosen =
                    actor.isStaff() ? categories.choose(request.category(), customFields, actor) : Optional.empty();
            TicketType type = request.type();
            return new ClassifyTicket(
                    request.category(),
                    chosen.map(Chosen::reference).orElse(null),
                    type == null ? chosen.map(one -> one.item().type()).orElse(null) : type,
                    customFields,
                    chosen.map(Chosen::procedure).orElse(null));
        });
    }

    @POST
    @Path("comments/{commentId}/redaction")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Redact a comment for good",
            description =
                    "For a secret, or somebody's data, that should not have been written. What was said is gone with"
                            + " its files, from the log and from everywhere; that something was said, by whom and when, stays."
                            + " Also when the ticket is closed. It cannot be taken back.")
    public Uni<Response> redactComment(
            @PathParam("id") String id,
            @PathParam("commentId") String commentId,
            @Valid @NotNull Requests.Redaction request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        UUID comment = Ids.parse(commentId)
                .orElseThrow(() -> TicketWrites.malformed("/commentId", "uuid", "A comment's id is a UUID."));
        return writes.write(
                "redact " + comment,
                id,
                request,
                headers,
                uri,
                (actor, commandId) -> new RedactComment(comment, request.reason()));
    }

    @POST
    @Path("tags")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "Add tags")
    public Uni<Response> tagTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Tagging request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write("tag", id, request, headers, uri, (actor, commandId) -> new TagTicket(request.tags()));
    }

    @DELETE
    @Path("tags/{tag}")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Take a tag away")
    public Uni<Response> untagTicket(
            @PathParam("id") String id,
            @PathParam("tag") @Size(max = Limits.TAG) @Text String tag,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "untag " + tag,
                id,
                Requests.Empty.REQUEST,
                headers,
                uri,
                (actor, commandId) -> new UntagTicket(List.of(tag)));
    }

    @PUT
    @Path("watchers/{watcherId}")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Let a colleague follow a ticket")
    public Uni<Response> watchTicket(
            @PathParam("id") String id,
            @PathParam("watcherId") @Size(max = Limits.ID) @Text String watcherId,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "watch " + watcherId,
                id,
                Requests.Empty.REQUEST,
                headers,
                uri,
                (actor, commandId) -> new WatchTicket(watcherId));
    }

    @DELETE
    @Path("watchers/{watcherId}")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "End following a ticket")
    public Uni<Response> unwatchTicket(
            @PathParam("id") String id,
            @PathParam("watcherId") @Size(max = Limits.ID) @Text String watcherId,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "unwatch " + watcherId,
                id,
                Requests.Empty.REQUEST,
                headers,
                uri,
                (actor, commandId) -> new UnwatchTicket(watcherId));
    }

    @PUT
    @Path("participants/{personId}")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Let a person take part in the conversation",
            description = "Participants read what the requester may read and write public comments. The same person"
                    + " again replaces what is known of them.")
    public Uni<Response> addParticipant(
            @PathParam("id") String id,
            @PathParam("personId") @Size(max = Limits.ID) @Text String personId,
            @Valid Requests.@Nullable Participation request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        Requests.Participation participation = request == null ? Requests.Participation.UNDESCRIBED : request;
        return writes.write(
                "participant " + personId,
                id,
                participation,
                headers,
                uri,
                (actor, commandId) -> new AddParticipant(new Participant(
                        personId, participation.name(), participation.email(), participation.language())));
    }

    @DELETE
    @Path("participants/{personId}")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "End taking part in the conversation")
    public Uni<Response> removeParticipant(
            @PathParam("id") String id,
            @PathParam("personId") @Size(max = Limits.ID) @Text String personId,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "no participant " + personId,
                id,
                Requests.Empty.REQUEST,
                headers,
                uri,
                (actor, commandId) -> new RemoveParticipant(personId));
    }

    @PUT
    @Path("assets/{assetId}")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "Say which asset a ticket is about")
    public Uni<Response> linkAsset(
            @PathParam("id") String id,
            @PathParam("assetId") @Size(max = Limits.ID) @Text String assetId,
            @Valid Requests.@Nullable Asset request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        Requests.Asset asset = request == null ? new Requests.Asset(null, null) : request;
        return writes.write(
                "link " + assetId, id, asset, headers, uri, (actor, commandId) -> new LinkAsset(assetId, asset.name()));
    }

    @DELETE
    @Path("assets/{assetId}")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "A ticket is not about this asset after all")
    public Uni<Response> unlinkAsset(
            @PathParam("id") String id,
            @PathParam("assetId") @Size(max = Limits.ID) @Text String assetId,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "unlink " + assetId,
                id,
                Requests.Empty.REQUEST,
                headers,
                uri,
                (actor, commandId) -> new UnlinkAsset(assetId));
    }
}
