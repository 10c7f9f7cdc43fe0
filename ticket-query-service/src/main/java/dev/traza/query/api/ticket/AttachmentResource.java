package dev.traza.query.api.ticket;

import dev.traza.blob.BlobStore;
import dev.traza.blob.BlobStoreException;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.Attachment;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemMappers;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Files that came with what was said. Whoever may read the words may have the file; to everybody else there is none. A
 * file is a stranger's: it is saved rather than shown, unless showing it is asked for and safe, and a browser that shows it
 * all the same runs nothing of it.
 */
@Path("/api/v1/tickets/{ticket}/attachments/{attachmentId}")
@RunOnVirtualThread
@Produces(MediaType.WILDCARD)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Reading tickets")
public class AttachmentResource {

    private static final Logger LOG = Logger.getLogger(AttachmentResource.class);
    private static final int PARTIAL_CONTENT = 206;
    private static final String PDF = "application/pdf";

    private final TicketReads reads;
    private final CurrentActor caller;
    private final BlobStore blobs;
    private final AttachmentConfig config;
    private final Downloads downloads;

    @Inject
    AttachmentResource(
            TicketReads reads, CurrentActor caller, BlobStore blobs, AttachmentConfig config, Downloads downloads) {
        this.reads = reads;
        this.caller = caller;
        this.blobs = blobs;
        this.config = config;
        this.downloads = downloads;
    }

    /** The file. */
    @GET
    @Operation(
            summary = "A file that came with what was said",
            description = "Its ETag is the hash of its bytes. Understands Range (one part), If-Range and If-None-Match."
                    + " disposition=inline shows pictures and PDF instead of saving them.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "206", description = "The part that Range asks for")
    @APIResponse(responseCode = "304", description = "Still what If-None-Match names")
    @APIResponse(responseCode = "400", description = "A parameter is unknown or not as it has to be")
    @APIResponse(responseCode = "404", description = "There is no such file, or none that the caller may have")
    @APIResponse(responseCode = "410", description = "The file was erased, with what it came with")
    @APIResponse(responseCode = "416", description = "The file has no such part")
    @APIResponse(responseCode = "503", description = "The store of attachments or the read model is away")
    @Parameter(
            name = "disposition",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"attachment", "inline"}))
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description = "From the answers of writes; the read waits until it sees them",
            schema = @Schema(type = SchemaType.STRING))
    public Response getAttachment(
            @RestPath String ticket, @RestPath String attachmentId, UriInfo uri, HttpHeaders headers) {
        return answer(ticket, attachmentId, uri, headers, true);
    }

    /** The same without the bytes. */
    @HEAD
    @Operation(hidden = true)
    @Parameter(name = "disposition", in = ParameterIn.QUERY)
    public Response headAttachment(
            @RestPath String ticket, @RestPath String attachmentId, UriInfo uri, HttpHeaders headers) {
        return answer(ticket, attachmentId, uri, headers, false);
    }

    private Response answer(String ticket, String attachmentId, UriInfo uri, HttpHeaders headers, boolean withBytes) {
        boolean inline = isInline(uri);
        Attachment attachment = find(ticket, attachmentId, headers);
        String tag = "\"" + attachment.sha256() + "\"";
        if (TicketReads.names(headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            return Response.notModified().header(HttpHeaders.ETAG, tag).build();
        }
        return switch (asked(headers, tag, attachment.size())) {
            case ByteRange.Asked.Whole() ->
                respond(Response.ok(), attachment, new ByteRange(0, attachment.size()), tag, inline, withBytes);
            case ByteRange.Asked.Part(ByteRange range) ->
                respond(
                        Response.status(PARTIAL_CONTENT).header("Content-Range", range.of(attachment.size())),
                        attachment,
                        range,
                        tag,
                        inline,
                        withBytes);
            case ByteRange.Asked.Nothing() ->
                Response.fromResponse(ProblemMappers.answer(
                                Problem.of(
                                        ProblemType.RANGE_NOT_SATISFIABLE,
                                        "The file has " + attachment.size() + " bytes."),
                                uri))
                        .header("Content-Range", "bytes */" + attachment.size())
                        .build();
        };
    }

    private Attachment find(String ticket, String attachmentId, HttpHeaders headers) {
        Viewer viewer = new Viewer(caller.actor());
        TicketView view = reads.find(ticket, viewer, headers);
        Ticket.Attached found = Ids.parse(attachmentId)
                .flatMap(id -> find(id, viewer, new Merged(view, List.of()))
                        .or(() -> find(id, viewer, reads.withOthers(view))))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such attachment."));
        if (found.erasedAt() != null) {
            throw new ProblemException(ProblemType.GONE, "The file was erased.");
        }
        return found.attachment();
    }

    private static Optional<Ticket.Attached> find(UUID attachmentId, Viewer viewer, Merged conversation) {
        return conversation
                .attachments()
                .filter(viewer::maySee)
                .filter(attached -> attached.attachment().attachmentId().equals(attachmentId))
                .findFirst();
    }

    private Response respond(
            Response.ResponseBuilder answer,
            Attachment attachment,
            ByteRange range,
            String tag,
            boolean inlineAsked,
            boolean withBytes) {
        boolean inline = inlineAsked && config.inlineTypes().contains(attachment.mediaType());
        answer.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CONTENT_TYPE, servedType(attachment.mediaType()))
                .header(HttpHeaders.CONTENT_LENGTH, range.length())
                .header(HttpHeaders.CONTENT_DISPOSITION, Disposition.of(attachment.name(), inline))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header("Accept-Ranges", "bytes")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", policy(attachment.mediaType(), inline));
        if (!withBytes) {
            return answer.build();
        }
        InputStream bytes = open(attachment, range).orElseThrow(() -> {
            LOG.errorf("The bytes of attachment %s are not in the store", attachment.attachmentId());
            return TokenHeader.unavailable("The file is on record, and its bytes cannot be found.");
        });
        return answer.entity(downloads.of(bytes)).build();
    }

    private Optional<InputStream> open(Attachment attachment, ByteRange range) {
        try {
            return blobs.read(attachment.sha256(), range.from(), range.length());
        } catch (BlobStoreException e) {
            LOG.errorf(e, "The store of attachments: %s", e.getMessage());
            throw TokenHeader.unavailable("The store of attachments is away. Try again later.");
        }
    }

    private static ByteRange.Asked asked(HttpHeaders headers, String tag, long size) {
        String ifRange = headers.getHeaderString("If-Range");
        return ifRange != null && !ifRange.strip().equals(tag)
                ? new ByteRange.Asked.Whole()
                : ByteRange.of(headers.getHeaderString("Range"), size);
    }

    private static boolean isInline(UriInfo uri) {
        Parameters parameters = new Parameters(uri.getQueryParameters());
        Optional<String> disposition = parameters.one("disposition", "attachment".length());
        if (disposition
                .filter(text -> !Set.of("attachment", "inline").contains(text))
                .isPresent()) {
            parameters.wrong("disposition", "invalid-value", "attachment or inline.");
        }
        parameters.check();
        return disposition.filter("inline"::equals).isPresent();
    }

    /** What a browser would run is only bytes to it. */
    private static String servedType(String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        boolean active = type.endsWith("xml") || type.contains("html") || type.contains("script");
        return active ? MediaType.APPLICATION_OCTET_STREAM : type;
    }

    /** Browsers show no PDF in a sandbox; their readers run in one of their own. */
    private static String policy(String mediaType, boolean inline) {
        return inline && mediaType.equals(PDF)
                ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
                : "default-src 'none'; sandbox";
    }
}
