package dev.traza.command.api;

import dev.traza.command.catalog.Flaw;
import dev.traza.command.catalog.ItemRules;
import dev.traza.command.catalog.ItemState;
import dev.traza.command.directory.Directory;
import dev.traza.command.gateway.CatalogWish;
import dev.traza.command.gateway.CommandGateway;
import dev.traza.command.gateway.Result;
import dev.traza.command.offering.Offering;
import dev.traza.contract.catalog.CatalogCommand;
import dev.traza.contract.catalog.CatalogCommand.DefineCatalogItem;
import dev.traza.contract.catalog.CatalogCommand.RestoreCatalogItem;
import dev.traza.contract.catalog.CatalogCommand.RetireCatalogItem;
import dev.traza.contract.catalog.CatalogCommand.ReviseCatalogItem;
import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.catalog.CatalogPath;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandOutcome.ItemAccepted;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The service catalog. Administrators write; everybody reads, requesters what is offered to them. What is read is what
 * this instance checks tickets by.
 */
@Path("/api/v1/catalog")
@Blocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(
        name = "Catalog",
        description = "What can be asked of support, and what has to be said; {path} is such as hardware/printer")
public class CatalogResource {

    private static final String ITEM = "items/{path: .+}";

    private final CurrentActor caller;
    private final CommandGateway gateway;
    private final Offering offering;
    private final Directory directory;

    @Inject
    CatalogResource(CurrentActor caller, CommandGateway gateway, Offering offering, Directory directory) {
        this.caller = caller;
        this.gateway = gateway;
        this.offering = offering;
        this.directory = directory;
    }

    @PUT
    @Path(ITEM)
    @RolesAllowed(Roles.ADMIN)
    @APIResponseSchema(value = ItemVersion.class, responseCode = "200", responseDescription = "Revised, or as it was")
    @APIResponse(
            responseCode = "201",
            description = "Defined",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ItemVersion.class)))
    @Operation(
            summary = "Define or revise an item",
            description = "The item above has to be there. A retired item is offered again, unless If-Match names its"
                    + " version; then it is revised and stays retired. Tickets keep the version they were opened with;"
                    + " a procedure that has begun goes on as it was.")
    public Uni<Response> defineCatalogItem(
            @PathParam("path") String path,
            @Valid @NotNull CatalogRequests.Item request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        CatalogPath place = place(path);
        CatalogItem item = request.item();
        refuseFlaws(item, place);
        CatalogCommand command =
                headers.expectedVersion() == null ? new DefineCatalogItem(item) : new ReviseCatalogItem(item);
        return submit("define", place, command, request, headers, uri);
    }

    @DELETE
    @Path(ITEM)
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.WILDCARD)
    @APIResponseSchema(value = ItemVersion.class, responseCode = "200", responseDescription = "Retired")
    @Operation(
            summary = "Retire an item",
            description = "It, and what stands below it, is offered no more; tickets keep it, and it can be restored.")
    public Uni<Response> retireCatalogItem(
            @PathParam("path") String path,
            @QueryParam("reason") @Size(min = 1, max = Limits.REASON) @Text(multiline = true) @Nullable String reason,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return submit("retire", place(path), new RetireCatalogItem(reason), reason == null ? "" : reason, headers, uri);
    }

    @POST
    @Path("restorations")
    @RolesAllowed(Roles.ADMIN)
    @APIResponseSchema(value = ItemVersion.class, responseCode = "200", responseDescription = "Offered again")
    @Operation(summary = "Offer a retired item again, as it was")
    public Uni<Response> restoreCatalogItem(
            @Valid @NotNull CatalogRequests.Restoration request, @BeanParam WriteHeaders headers, UriInfo uri) {
        return submit("restore", place(request.path()), new RestoreCatalogItem(), request, headers, uri);
    }

    @GET
    @Path(ITEM)
    @Consumes(MediaType.WILDCARD)
    @APIResponseSchema(value = ItemAnswer.class, responseCode = "200", responseDescription = "The item with its form")
    @APIResponse(responseCode = "304", description = "Still at the version of If-None-Match")
    @Operation(summary = "Read an item", description = "Requesters read what is offered to them.")
    public Response getCatalogItem(
            @PathParam("path") String path,
            @Parameter(description = "As it was at this version; left out, as it is")
                    @QueryParam("version")
                    @Min(1)
                    @Nullable
                    Long version,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        CatalogPath place = place(path);
        ItemState state = offering.at(place)
                .filter(_ -> maySee(place))
                .flatMap(item -> version == null ? Optional.of(item.now()) : item.at(version))
                .orElseThrow(CatalogResource::notFound);
        String etag = "\"" + state.version() + "\"";
        boolean known = ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
        return known
                ? Response.notModified().header(HttpHeaders.ETAG, etag).build()
                : Response.ok(ItemAnswer.whole(state, offering.isOffered(place), isInside(caller.actor())))
                        .header(HttpHeaders.ETAG, etag)
                        .build();
    }

    @GET
    @Path("items")
    @Consumes(MediaType.WILDCARD)
    @APIResponseSchema(value = ItemAnswer.Page.class, responseCode = "200", responseDescription = "A page of the tree")
    @Operation(
            summary = "List items",
            description = "In the order of the tree, each item before those below it, without forms.")
    public Response listCatalogItems(
            @Parameter(description = "Only this item and those below it")
                    @QueryParam("under")
                    @Size(min = 1, max = Limits.CATEGORY)
                    @Nullable
                    String under,
            @Parameter(description = "How many levels, from 1; left out, all")
                    @QueryParam("depth")
                    @Min(1)
                    @Max(CatalogPath.DEEPEST)
                    @Nullable
                    Integer depth,
            @Parameter(description = "Whether staff see items that are not offered any more")
                    @QueryParam("retired")
                    @DefaultValue("false")
                    boolean retired,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Limits.PAGE) int limit,
            @QueryParam("cursor") @Size(max = 2 * Limits.CATEGORY) @Nullable String cursor,
            UriInfo uri) {
        CatalogPath start = under == null
                ? null
                : CatalogPath.parse(under)
                        .orElseThrow(() -> TicketWrites.malformed("?under", "invalid-value", "It is a path."));
        int deepest = depth == null
                ? CatalogPath.DEEPEST
                : Math.min(CatalogPath.DEEPEST, (start == null ? 0 : start.depth() - 1) + depth);
        List<ItemState> found = offering.below(start, cursor == null ? null : after(cursor))
                .filter(state -> new CatalogPath(state.path()).depth() <= deepest)
                .filter(state -> isListed(new CatalogPath(state.path()), retired))
                .limit(limit + 1L)
                .toList();
        List<ItemState> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? cursorAfter(page.getLast()) : null;
        Response.ResponseBuilder answer = Response.ok(new ItemAnswer.Page(
                page.stream()
                        .map(state -> ItemAnswer.inShort(state, offering.isOffered(new CatalogPath(state.path()))))
                        .toList(),
                next));
        if (next != null) {
            answer.header(
                    HttpHeaders.LINK,
                    "<%s>; rel=\"next\""
                            .formatted(uri.getRequestUriBuilder()
                                    .replaceQueryParam("cursor", next)
                                    .build()));
        }
        return answer.build();
    }

    private Uni<Response> submit(
            String operation,
            CatalogPath place,
            CatalogCommand command,
            Object content,
            WriteHeaders headers,
            UriInfo uri) {
        Actor actor = caller.actor();
        UUID commandId = headers.key()
                .map(key -> Ids.ofIdempotencyKey(actor.subject(), key, "command catalog " + place.text()))
                .orElseGet(Ids::next);
        boolean isNew = offering.at(place).isEmpty();
        CatalogWish wish = new CatalogWish(
                commandId,
                place,
                actor,
                command,
                headers.expectedVersion(),
                RequestHash.of(operation, place.text(), content),
                !headers.respondAsync());
        return Uni.createFrom()
                .completionStage(gateway.submit(wish).thenCompose(result -> whenKnownHere(result, place)))
                .map(result -> Answers.ofItem(result, commandId, isNew && isFirst(result), uri));
    }

    /** Who has changed the catalog opens the next ticket by it, if they come back to this instance. */
    private CompletionStage<Result> whenKnownHere(Result result, CatalogPath place) {
        return result instanceof Result.Decided(ItemAccepted accepted)
                ? offering.knows(place, accepted.version()).thenApply(_ -> result)
                : CompletableFuture.completedStage(result);
    }

    private static boolean isFirst(Result result) {
        return result instanceof Result.Decided(ItemAccepted accepted) && accepted.version() == 1;
    }

    private void refuseFlaws(CatalogItem item, CatalogPath place) {
        List<Flaw> flaws = ItemRules.flaws(item);
        if (!flaws.isEmpty()) {
            throw broken(flaws.stream()
                    .map(flaw -> new FieldError(flaw.pointer(), flaw.code(), flaw.detail()))
                    .toList());
        }
        if (item.deskId() != null && !directory.mayBeDesk(item.deskId())) {
            throw broken(List.of(new FieldError("/deskId", "unknown-desk", "There is no such desk.")));
        }
        List<FieldError> unknownTeams = IntStream.range(0, item.steps().size())
                .filter(i -> isUnknown(item.steps().get(i).teamId()))
                .mapToObj(i ->
                        new FieldError("/procedure/%d/teamId".formatted(i), "unknown-team", "There is no such team."))
                .toList();
        if (!unknownTeams.isEmpty()) {
            throw broken(unknownTeams);
        }
        if (offering.at(place).isEmpty() && offering.isFull()) {
            throw broken(List.of(new FieldError("", "catalog-full", "The catalog has no room for one more item.")));
        }
    }

    private boolean isUnknown(@Nullable String teamId) {
        return teamId != null && directory.of(teamId) instanceof Directory.Membership.NoSuchTeam;
    }

    private static ProblemException broken(List<FieldError> errors) {
        return new ProblemException(Problem.of(ProblemType.UNPROCESSABLE, "The item is not as it has to be.")
                .with("code", "RULE_VIOLATED")
                .withErrors(errors));
    }

    private boolean maySee(CatalogPath place) {
        return isInside(caller.actor()) || offering.isVisible(place);
    }

    private boolean isListed(CatalogPath place, boolean retired) {
        return isInside(caller.actor()) ? retired || offering.isOffered(place) : offering.isVisible(place);
    }

    /** Staff, and whoever connects other systems. */
    private static boolean isInside(Actor actor) {
        return actor.isStaff() || actor.roles().contains(Role.INTEGRATOR);
    }

    private static CatalogPath place(String path) {
        return CatalogPath.parse(path)
                .orElseThrow(() -> new ProblemException(Problem.of(
                                ProblemType.NOT_FOUND,
                                "A place in the catalog is named by lower-case words with slashes between them, such as"
                                        + " hardware/printer.")
                        .with("code", "ITEM_NOT_FOUND")));
    }

    private static ProblemException notFound() {
        return new ProblemException(Problem.of(ProblemType.NOT_FOUND, "The catalog has no such item.")
                .with("code", "ITEM_NOT_FOUND"));
    }

    private static String cursorAfter(ItemState last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.path().getBytes(StandardCharsets.UTF_8));
    }

    private static String after(String cursor) {
        try {
            String path = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return CatalogPath.parse(path).map(CatalogPath::text).orElseThrow(CatalogResource::notOurs);
        } catch (IllegalArgumentException e) {
            throw notOurs();
        }
    }

    private static ProblemException notOurs() {
        return TicketWrites.malformed("?cursor", "invalid-value", "It is not one of ours.");
    }
}
