package dev.traza.query.api.view;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.Ids;
import dev.traza.kit.http.ChecksParameters;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.list.IndexAnswers;
import dev.traza.query.api.list.ListAnswer;
import dev.traza.query.savedview.Onlooker;
import dev.traza.query.savedview.SavedView;
import io.micrometer.core.annotation.Timed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Lists that people keep under a name. */
@Path("/api/v1/views")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Saved views", description = "Lists kept under a name")
public class ViewResource {

    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7E]{1,255}");
    private static final Pattern ENTITY_TAG = Pattern.compile("\"([1-9][0-9]{0,8})\"");
    private static final String PURPOSE = "saved-view";

    private final ViewKeeping keeping;
    private final ViewLists lists;
    private final TokenHeader tokens;
    private final IndexAnswers index;
    private final CurrentActor caller;

    @Inject
    ViewResource(ViewKeeping keeping, ViewLists lists, TokenHeader tokens, IndexAnswers index, CurrentActor caller) {
        this.keeping = keeping;
        this.lists = lists;
        this.tokens = tokens;
        this.index = index;
        this.caller = caller;
    }

    /** Keeps a list under a name. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Keep a list under a name",
            description =
                    "parameters are those of GET /api/v1/tickets, but not those of a page. They are checked as the list checks them, and understood anew for whoever looks: me, mine and relative times are theirs. PERSONAL views are seen by whoever keeps them, TEAM ones by the team, ALL ones by all staff. Agents share with their own teams, supervisors and administrators with any team and with all.")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description =
                    "Makes a repeat recognisable: at most 255 printable ASCII characters. The same key with the same content gets the first answer again, with other content 422.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "201",
            description = "Kept; Location is its address, ETag its version. Idempotent-Replayed: true if it was before",
            content = @Content(schema = @Schema(implementation = ViewAnswer.class)))
    @APIResponse(responseCode = "400", description = "A field, or a parameter in it, is not as it has to be")
    @APIResponse(responseCode = "403", description = "The caller may not share so, or a parameter is for staff")
    @APIResponse(responseCode = "413", description = "The body is too large")
    @APIResponse(responseCode = "415", description = "The body is not JSON")
    @APIResponse(
            responseCode = "422",
            description = "The caller keeps as many views as one may, or the Idempotency-Key was used for another")
    @APIResponse(responseCode = "503", description = "It could not be written; the same request may be sent again")
    public Response saveView(
            @Valid @NotNull ViewRequest asked, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        Viewer viewer = new Viewer(caller.actor());
        UUID viewId = key(idempotencyKey)
                .map(key -> Ids.ofIdempotencyKey(viewer.actor().subject(), key, PURPOSE))
                .orElseGet(Ids::next);
        ViewKeeping.Made made = keeping.make(viewId, asked, viewer);
        Response.ResponseBuilder answer =
                written(Response.created(URI.create("/api/v1/views/" + viewId)), made.view(), viewer);
        return made.replayed() ? answer.header("Idempotent-Replayed", "true").build() : answer.build();
    }

    /** All views that the caller sees. */
    @GET
    @Operation(
            summary = "The views that the caller sees, by name, each with the number of its tickets",
            description =
                    "Their own, those shared with a team of theirs and those shared with all staff; supervisors and administrators see all that are shared. Counts are of what the caller finds, now; what has not changed since it was counted is not counted again, so this may be asked as often as one likes.")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "nextCursor of the page before",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description =
                    "From the answers of writes, of tickets and of views; the read waits until it sees them. Several separated by commas.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "A page; Link: rel=\"next\" leads to the next one",
            content = @Content(schema = @Schema(implementation = ViewPage.class)))
    @APIResponse(responseCode = "400", description = "A parameter is unknown or not as it has to be")
    @APIResponse(responseCode = "503", description = "What the Consistency-Token names is not there yet")
    @Timed(
            value = "traza.query.time",
            extraTags = {"kind", "views"},
            percentiles = {0.5, 0.99})
    public Response listViews(UriInfo uri, HttpHeaders headers) {
        Viewer viewer = new Viewer(caller.actor());
        await(headers);
        return lists.page(keeping.book(), keeping.onlooker(viewer), viewer, uri);
    }

    /** One view. */
    @GET
    @Path("/{viewId}")
    @Operation(summary = "One view, with the number of its tickets")
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description =
                    "From the answers of writes, of tickets and of views; the read waits until it sees them. Several separated by commas.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The view; ETag is its version, which the number of its tickets does not change",
            content = @Content(schema = @Schema(implementation = ViewAnswer.class)))
    @APIResponse(responseCode = "404", description = "There is no such view, or none that the caller sees")
    @APIResponse(responseCode = "503", description = "What the Consistency-Token names is not there yet")
    public Response getView(@RestPath String viewId, HttpHeaders headers) {
        Viewer viewer = new Viewer(caller.actor());
        await(headers);
        Onlooker who = keeping.onlooker(viewer);
        SavedView view = keeping.find(id(viewId), who);
        return Response.ok(lists.answer(view, who, viewer))
                .header(HttpHeaders.ETAG, tag(view))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    /** The tickets of a view. */
    @GET
    @Path("/{viewId}/tickets")
    @ChecksParameters
    @Operation(
            summary = "The tickets of a view",
            description =
                    "As GET /api/v1/tickets answers with the view's parameters, for the caller and at this moment. limit, cursor, facets and highlight are as there; sort stands before the view's own. A cursor is refused once the view was changed.")
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "Instead of the view's own",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "facets", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "highlight",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description =
                    "From the answers of writes, of tickets and of views; the read waits until it sees them. Several separated by commas.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "A page; Link: rel=\"next\" leads to the next one",
            content = @Content(schema = @Schema(implementation = ListAnswer.class)))
    @APIResponse(responseCode = "400", description = "A parameter, or one of the view's, is not as it has to be")
    @APIResponse(responseCode = "403", description = "A parameter of the view is for staff")
    @APIResponse(responseCode = "404", description = "There is no such view, or none that the caller sees")
    @APIResponse(responseCode = "503", description = "What the Consistency-Token names is not there yet")
    @Timed(
            value = "traza.query.time",
            extraTags = {"kind", "view"},
            percentiles = {0.5, 0.99})
    public Response listTicketsOfView(@RestPath String viewId, UriInfo uri, HttpHeaders headers) {
        Viewer viewer = new Viewer(caller.actor());
        await(headers);
        return lists.tickets(keeping.find(id(viewId), keeping.onlooker(viewer)), viewer, uri);
    }

    /** Writes a view anew. */
    @PUT
    @Path("/{viewId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Write a view anew",
            description =
                    "Whoever keeps it may, and supervisors and administrators when it is shared. It stays whose it is. The same content changes nothing.")
    @Parameter(
            name = HttpHeaders.IF_MATCH,
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag that it must still have, or *",
            example = "\"3\"",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "Written, or as it was; ETag is its version",
            content = @Content(schema = @Schema(implementation = ViewAnswer.class)))
    @APIResponse(responseCode = "400", description = "A field, or a parameter in it, is not as it has to be")
    @APIResponse(
            responseCode = "403",
            description = "The caller may not change it or share so, or a parameter is for staff")
    @APIResponse(responseCode = "404", description = "There is no such view, or none that the caller sees")
    @APIResponse(responseCode = "412", description = "It is not at the version of If-Match")
    @APIResponse(responseCode = "413", description = "The body is too large")
    @APIResponse(responseCode = "415", description = "The body is not JSON")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    @APIResponse(responseCode = "503", description = "It could not be written; the same request may be sent again")
    public Response replaceView(
            @RestPath String viewId,
            @Valid @NotNull ViewRequest asked,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        Viewer viewer = new Viewer(caller.actor());
        if (ifMatch == null) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_REQUIRED, "If-Match says which version is to be replaced.");
        }
        SavedView view = keeping.replace(id(viewId), asked, expected(ifMatch), viewer);
        return written(Response.ok(), view, viewer).build();
    }

    /** Deletes a view. */
    @DELETE
    @Path("/{viewId}")
    @Operation(
            summary = "Delete a view",
            description = "Whoever keeps it may, and supervisors and administrators when it is shared.")
    @Parameter(
            name = HttpHeaders.IF_MATCH,
            in = ParameterIn.HEADER,
            description = "The ETag that it must still have, or *",
            example = "\"3\"",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "400", description = "If-Match is not as it has to be")
    @APIResponse(responseCode = "403", description = "The caller may not delete it")
    @APIResponse(responseCode = "404", description = "There is no such view, or none that the caller sees")
    @APIResponse(responseCode = "412", description = "It is not at the version of If-Match")
    @APIResponse(responseCode = "503", description = "It could not be written; the same request may be sent again")
    public Response deleteView(@RestPath String viewId, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        keeping.delete(id(viewId), ifMatch == null ? any -> true : expected(ifMatch), new Viewer(caller.actor()));
        return Response.noContent().build();
    }

    private Response.ResponseBuilder written(Response.ResponseBuilder answer, SavedView view, Viewer viewer) {
        return answer.entity(lists.answer(view, keeping.onlooker(viewer), viewer))
                .header(HttpHeaders.ETAG, tag(view))
                .header(TokenHeader.NAME, new ConsistencyToken(view.viewId(), view.version()).text());
    }

    /** A token names a ticket or a view: both have ids of the same kind, and versions. */
    private void await(HttpHeaders headers) {
        tokens.await(TokenHeader.in(headers), token -> keeping.holds(token) || index.holds(token));
    }

    private static String tag(SavedView view) {
        return "\"" + view.version() + "\"";
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(ViewKeeping::noSuchView);
    }

    private static Optional<String> key(@Nullable String text) {
        if (text != null && (text.isBlank() || !KEY.matcher(text).matches())) {
            throw malformed("@Idempotency-Key", "An Idempotency-Key has 1 to 255 printable ASCII characters.");
        }
        return Optional.ofNullable(text);
    }

    private static Predicate<Integer> expected(String ifMatch) {
        String text = ifMatch.strip();
        if (text.equals("*")) {
            return any -> true;
        }
        if (!text.matches("(W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"")) {
            throw malformed("@If-Match", "If-Match is one entity tag in double quotes, or *.");
        }
        // RFC 9110: weak tags never match strongly, and a tag that we never gave matches nothing.
        Matcher tag = ENTITY_TAG.matcher(text);
        return tag.matches() ? Integer.valueOf(tag.group(1))::equals : any -> false;
    }

    private static ProblemException malformed(String pointer, String detail) {
        return new ProblemException(Problem.of(ProblemType.MALFORMED, "A header is not as it has to be.")
                .withErrors(List.of(new FieldError(pointer, "invalid-value", detail))));
    }
}
