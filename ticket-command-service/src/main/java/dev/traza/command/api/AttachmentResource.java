package dev.traza.command.api;

import dev.traza.blob.BlobStoreException;
import dev.traza.blob.Upload;
import dev.traza.command.attachment.Uploads;
import dev.traza.command.attachment.Uploads.Outcome;
import dev.traza.contract.envelope.Ids;
import dev.traza.kit.http.Connection;
import dev.traza.kit.http.Streamed;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Files, uploaded before they are used. Each upload has a virtual thread of its own, so that slow senders hold up nobody
 * who asks something of a ticket.
 */
@Path("/api/v1/attachments")
@RunOnVirtualThread
@Consumes(MediaType.WILDCARD)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(
        name = "Attachments",
        description = "A file is uploaded first and then named in attachments[] of a comment or an opening."
                + " Until then only its sender knows of it")
public class AttachmentResource {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int LONGEST_NAME = 1_000;

    private final CurrentActor caller;
    private final Uploads uploads;
    private final Connection connection;

    @Inject
    AttachmentResource(CurrentActor caller, Uploads uploads, Connection connection) {
        this.caller = caller;
        this.uploads = uploads;
        this.connection = connection;
    }

    @POST
    @Streamed
    @APIResponseSchema(value = AttachmentAnswer.class, responseCode = "201", responseDescription = "Taken")
    @APIResponse(responseCode = "400", description = "The file is empty or did not arrive whole, or has no name")
    @APIResponse(responseCode = "413", description = "The file is larger than traza.attachments.max-size")
    @APIResponse(
            responseCode = "415",
            description = "A file of a type that is not taken, or a body that is not the file itself")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another file")
    @APIResponse(responseCode = "503", description = "Too many uploads at this moment, or the store is away")
    @APIResponse(responseCode = "507", description = "The store is full")
    @Operation(
            summary = "Upload a file",
            description =
                    "The body is the file itself. Its type is found by looking at the bytes, whatever Content-Type"
                            + " says. The same Idempotency-Key with the same file gets the first answer again.")
    public Response uploadAttachment(
            @Parameter(
                            description = "The file's name; path parts, control characters and the like are taken out",
                            required = true,
                            example = "impresora.jpg")
                    @QueryParam("name")
                    @Nullable
                    String name,
            @Parameter(description = "Makes a repeat recognisable: at most 255 printable ASCII characters")
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String idempotencyKey,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String contentEncoding,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
                    InputStream body) {
        try {
            mustBeTheFileItself(contentType, contentEncoding);
            return receive(name, idempotencyKey, body);
        } catch (ProblemException | BlobStoreException e) {
            connection.closeAfterAnswer();
            throw e;
        }
    }

    @GET
    @Path("{attachmentId}")
    @APIResponseSchema(
            value = AttachmentAnswer.class,
            responseCode = "200",
            responseDescription = "What is known of it")
    @APIResponse(responseCode = "404", description = "There is no such upload of the caller's, or it has been removed")
    @APIResponse(responseCode = "503", description = "The store is away")
    @Operation(
            summary = "One's own upload",
            description = "To read a file that is attached, ask ticket-query-service for it at its ticket.")
    public AttachmentAnswer getUploadedAttachment(@PathParam("attachmentId") String attachmentId) {
        return Ids.parse(attachmentId)
                .flatMap(id -> uploads.of(caller.actor().subject(), id))
                .map(this::answer)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such upload of yours."));
    }

    private Response receive(@Nullable String name, @Nullable String idempotencyKey, InputStream body) {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw malformed("?name", "invalid-value", "A file has a name of at most " + LONGEST_NAME + " characters.");
        }
        String subject = caller.actor().subject();
        UUID id = new WriteHeaders(idempotencyKey, null, null)
                .key()
                .map(key -> Ids.ofIdempotencyKey(subject, key, "attachment"))
                .orElseGet(Ids::next);
        return switch (uploads.receive(subject, id, name, body)) {
            case Outcome.Taken(Upload upload, boolean replayed) -> taken(upload, replayed);
            case Outcome.TooLarge(long limit) ->
                throw new ProblemException(ProblemType.TOO_LARGE, "An attachment has at most " + limit + " bytes.");
            case Outcome.Empty() -> throw new ProblemException(ProblemType.MALFORMED, "The file is empty.");
            case Outcome.RefusedType(String mediaType) ->
                throw new ProblemException(Problem.of(
                                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                                "Files of the type " + mediaType + " are not taken here.")
                        .with("code", "REFUSED_TYPE"));
            case Outcome.Different() ->
                throw new ProblemException(
                        Problem.of(ProblemType.UNPROCESSABLE, "This Idempotency-Key was used for another file.")
                                .with("code", "COMMAND_ID_REUSED"));
            case Outcome.NotWhole() ->
                throw new ProblemException(
                        ProblemType.MALFORMED, "The file did not arrive whole and in time; nothing was kept.");
            case Outcome.NoRoom() ->
                throw new ProblemException(
                        Problem.of(ProblemType.UNAVAILABLE, "Too many files are coming in; nothing was done.")
                                .withRetryAfter(SOON));
        };
    }

    private Response taken(Upload upload, boolean replayed) {
        Response.ResponseBuilder answer = Response.status(Response.Status.CREATED)
                .entity(answer(upload))
                .header(
                        HttpHeaders.LOCATION,
                        "/api/v1/attachments/" + upload.attachment().attachmentId());
        if (replayed) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.build();
    }

    private AttachmentAnswer answer(Upload upload) {
        return new AttachmentAnswer(
                upload.attachment().attachmentId(),
                upload.attachment().sha256(),
                upload.attachment().name(),
                upload.attachment().mediaType(),
                upload.attachment().size(),
                uploads.usableUntil(upload));
    }

    /** A form or a compressed body would be stored as it is, and nobody could open the file. */
    private static void mustBeTheFileItself(@Nullable String contentType, @Nullable String contentEncoding) {
        boolean form = contentType != null
                && contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
        boolean encoded = contentEncoding != null && !contentEncoding.strip().equalsIgnoreCase("identity");
        if (form || encoded) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "The body is the file itself: no multipart form, no Content-Encoding.");
        }
    }

    private static ProblemException malformed(String pointer, String code, String detail) {
        return new ProblemException(Problem.of(ProblemType.MALFORMED, "A parameter is not as it has to be.")
                .withErrors(List.of(new FieldError(pointer, code, detail))));
    }
}
