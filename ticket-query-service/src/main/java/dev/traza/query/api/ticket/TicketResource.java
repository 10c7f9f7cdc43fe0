package dev.traza.query.api.ticket;

import com.mongodb.MongoException;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.ApiConfig;
import dev.traza.query.api.Cursors;
import dev.traza.query.api.LiveCursor;
import dev.traza.query.api.Pages;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.Teller;
import dev.traza.query.api.Tellers;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.store.Stretch;
import dev.traza.query.store.TicketStore;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Progress;
import dev.traza.query.view.TicketView;
import io.micrometer.core.annotation.Timed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** One ticket, and what happened to it. */
@Path("/api/v1/tickets")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Reading tickets", description = "One ticket, by its id or its number")
public class TicketResource {

    private final TicketStore store;
    private final TicketReads reads;
    private final TimeTravel travel;
    private final Tellers tellers;
    private final CurrentActor caller;
    private final ApiConfig config;

    @Inject
    TicketResource(
            TicketStore store,
            TicketReads reads,
            TimeTravel travel,
            Tellers tellers,
            CurrentActor caller,
            ApiConfig config) {
        this.store = store;
        this.reads = reads;
        this.travel = travel;
        this.tellers = tellers;
        this.caller = caller;
        this.config = config;
    }

    /** One ticket, by its id or its number. */
    @GET
    @Path("/{ticket}")
    @Operation(
            summary = "One ticket, by its id or its number",
            description =
                    "With asOf or atVersion as it was: all that had been put on record by then, without what was erased since.")
    @Parameter(
            name = TimeTravel.AS_OF,
            in = ParameterIn.QUERY,
            description = "As it was at this time",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = TimeTravel.AT_VERSION,
            in = ParameterIn.QUERY,
            description =
                    "As it was at this version: at the end of the time in which it had it, also of clocks and routing",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    @APIResponse(
            responseCode = "200",
            description = "The ticket; ETag is its version, unless it is asked for as it was",
            content = @Content(schema = @Schema(implementation = TicketAnswer.class)))
    @APIResponse(responseCode = "304", description = "Still at the version of If-None-Match")
    @APIResponse(responseCode = "400", description = "A parameter is unknown or not as it has to be")
    @APIResponse(
            responseCode = "404",
            description =
                    "There is no such ticket, none that the caller may see, or there was none then or at that version")
    @APIResponse(responseCode = "503", description = "What the Consistency-Token names is not there yet")
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description = "From the answers of writes; the read waits until it sees them. Several separated by commas.",
            schema = @Schema(type = SchemaType.STRING))
    @Timed(
            value = "traza.query.time",
            extraTags = {"kind", "ticket"},
            percentiles = {0.5, 0.99})
    public Response getTicket(@RestPath String ticket, UriInfo uri, HttpHeaders headers) {
        Parameters parameters = new Parameters(uri.getQueryParameters());
        Optional<TimeTravel.Asked> asked = travel.asked(parameters);
        parameters.check();
        Viewer viewer = new Viewer(caller.actor());
        TicketView view = reads.find(ticket, viewer, headers);
        if (asked.isPresent()) {
            // Without a tag: it would be the present version's, and what was erased or recorded late can change it.
            return Response.ok(TicketAnswer.of(travel.at(view, asked.get()), viewer))
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                    .build();
        }
        String tag = "\"" + view.version() + "\"";
        if (TicketReads.names(headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            return Response.notModified().header(HttpHeaders.ETAG, tag).build();
        }
        Merged merged = reads.withOthers(view);
        return Response.ok(TicketAnswer.of(merged, viewer))
                .header(HttpHeaders.ETAG, tag)
                .header(LiveCursor.NAME, Cursors.of(merged.progress(), view.ticketId()))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    /** What happened to a ticket. */
    @GET
    @Path("/{ticket}/timeline")
    @Operation(
            summary = "What happened to a ticket, oldest first",
            description =
                    "By the time of record; events of one source always in their own order. What happened to tickets that go on in this one is told with it. Each item says in a sentence what happened, who did it, when, by what way, and (to staff) because of what. Requesters do not see what staff note for each other.")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = Tellers.LANGUAGE,
            in = ParameterIn.QUERY,
            description = "Of the sentences: es or en. Without it Accept-Language decides",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "A page; Link: rel=\"next\" leads to the next one",
            content = @Content(schema = @Schema(implementation = PageAnswer.OfTimeline.class)))
    @APIResponse(responseCode = "404", description = "There is no such ticket, or none that the caller may see")
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description = "From the answers of writes; the read waits until it sees them. Several separated by commas.",
            schema = @Schema(type = SchemaType.STRING))
    @Timed(
            value = "traza.query.time",
            extraTags = {"kind", "timeline"},
            percentiles = {0.5, 0.99})
    public Response getTimeline(@RestPath String ticket, UriInfo uri, HttpHeaders headers) {
        Parameters parameters = new Parameters(uri.getQueryParameters());
        int limit = parameters.limit(config);
        Optional<String> cursor = parameters.one("cursor", Cursors.LONGEST_OF_TIMELINE);
        Teller teller = tellers.of(parameters, headers);
        parameters.check();
        Viewer viewer = new Viewer(caller.actor());
        Merged merged = reads.withOthers(reads.find(ticket, viewer, headers));
        Map<UUID, Progress> told = new LinkedHashMap<>(told(cursor, merged, parameters));
        List<TimelineItem> items = new ArrayList<>();
        for (int looked = 0; looked < config.maxTimelineScan() && items.size() < limit; ) {
            List<LoggedEvent> events = events(merged, told, limit - items.size());
            if (events.isEmpty()) {
                break;
            }
            looked += events.size();
            for (LoggedEvent event : events) {
                told.computeIfPresent(
                        event.envelope().ticketId(),
                        (_, progress) ->
                                progress.with(event.source(), event.envelope().sequence()));
                TimelineItem.of(event, merged, viewer, teller).ifPresent(items::add);
            }
        }
        boolean more = merged.views().stream()
                .anyMatch(view ->
                        told.getOrDefault(view.ticketId(), Progress.NONE).total()
                                < view.progress().total());
        String nextCursor = more ? Cursors.of(told, merged.view().ticketId()) : null;
        return Response.fromResponse(Pages.page(new PageAnswer<>(items, nextCursor), nextCursor, uri))
                .header(LiveCursor.NAME, Cursors.of(told, merged.view().ticketId()))
                .header(HttpHeaders.CONTENT_LANGUAGE, teller.language().tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .build();
    }

    private static Map<UUID, Progress> told(Optional<String> cursor, Merged merged, Parameters parameters) {
        List<UUID> tickets = merged.views().stream().map(TicketView::ticketId).toList();
        return cursor.map(text -> Cursors.told(text, merged.view().ticketId(), tickets)
                        .orElseGet(() -> {
                            parameters.wrong("cursor", "invalid-value", "Not a cursor of this timeline.");
                            parameters.check();
                            return Map.of();
                        }))
                .orElseGet(() -> tickets.stream().collect(Collectors.toMap(id -> id, _ -> Progress.NONE)));
    }

    private List<LoggedEvent> events(Merged merged, Map<UUID, Progress> told, int limit) {
        try {
            return store.timeline(
                    merged.views().stream()
                            .map(view -> new Stretch(
                                    view.ticketId(),
                                    told.getOrDefault(view.ticketId(), Progress.NONE),
                                    view.progress()))
                            .toList(),
                    limit);
        } catch (MongoException e) {
            throw TokenHeader.unavailable("The read model cannot be reached at the moment.");
        }
    }
}
