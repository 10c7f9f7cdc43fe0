package dev.traza.query.api.live;

import dev.traza.kit.http.ChecksParameters;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.Cursors;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.list.ListReader;
import dev.traza.query.index.IndexAwayException;
import dev.traza.query.index.Question;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.live.LiveConfig;
import dev.traza.query.live.LiveLog;
import dev.traza.query.live.LogWalk;
import dev.traza.query.live.PastLog;
import dev.traza.query.live.Places;
import dev.traza.query.live.Streams;
import dev.traza.query.projection.Projections;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A list, live. */
@Path("/api/v1/tickets/stream")
@RunOnVirtualThread
@Produces(MediaType.SERVER_SENT_EVENTS)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Live")
public class ListStreamResource {

    private final EventStreams streams;
    private final LiveLog live;
    private final PastLog past;
    private final Streams places;
    private final LiveConfig config;
    private final Happened happened;
    private final TicketIndex index;
    private final Projections projections;
    private final Clock clock;
    private final ListReader lists;
    private final CurrentActor caller;

    @Inject
    ListStreamResource(
            EventStreams streams,
            LiveLog live,
            PastLog past,
            Streams places,
            LiveConfig config,
            Happened happened,
            TicketIndex index,
            Projections projections,
            Clock clock,
            ListReader lists,
            CurrentActor caller) {
        this.streams = streams;
        this.live = live;
        this.past = past;
        this.places = places;
        this.config = config;
        this.happened = happened;
        this.index = index;
        this.projections = projections;
        this.clock = clock;
        this.lists = lists;
        this.caller = caller;
    }

    /** What becomes of it. */
    @GET
    @ChecksParameters
    @Operation(
            summary = "What comes into a list, changes in it and leaves it, as server-sent events",
            description =
                    "Takes the parameters of GET /api/v1/tickets; sort, limit and facets change nothing. entered and changed: the ticket as it is now. left: it is not in the list (any more). closed: the stream ends; because says why, cursor where to go on. Read the list, then begin the stream with the Live-Cursor of its first page. The id of an event is a cursor, good on any instance; after a cut, tickets to which something happened meanwhile are told once, also those that leave without having been shown, so whoever keeps them by ticketId is right. What time alone brings in or takes out is told within half a minute. A list of more than 10000 tickets is 422.")
    @Parameter(
            name = EventStreams.CURSOR,
            in = ParameterIn.QUERY,
            description = "Where to go on; Last-Event-ID comes first",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = EventStreams.LAST_EVENT_ID,
            in = ParameterIn.HEADER,
            description = "The id of the last event that was received",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "Events; the data of entered and changed",
            content = @Content(schema = @Schema(implementation = ListedAnswer.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown or not as it has to be, or the cursor is none")
    @APIResponse(responseCode = "403", description = "A parameter is for staff")
    @APIResponse(responseCode = "410", description = "The cursor is too old to go on from")
    @APIResponse(responseCode = "422", description = "The list is too long to be followed")
    @APIResponse(responseCode = "429", description = "Too many streams, of this person or in all")
    @APIResponse(responseCode = "503", description = "The log or the index cannot be read at the moment")
    public Response streamTickets(UriInfo uri, HttpHeaders headers) {
        Viewer viewer = new Viewer(caller.actor());
        Parameters parameters = new Parameters(uri.getQueryParameters());
        Optional<String> cursor = EventStreams.cursor(parameters, headers, Cursors.LONGEST_OF_PLACES);
        parameters.check();
        Map<String, List<String>> asked = new HashMap<>(uri.getQueryParameters());
        asked.keySet().removeAll(Set.of(EventStreams.CURSOR));
        Question question = lists.read(asked, viewer).query().question();
        Places begin = streams.places(cursor);
        checkLength(question);
        LogWalk walk = new LogWalk(live, past, places, config, begin);
        return streams.answer(
                viewer,
                new ListTelling(
                        walk,
                        begin,
                        happened,
                        projections,
                        clock,
                        () -> lists.read(asked, viewer).query().question(),
                        config,
                        viewer));
    }

    private void checkLength(Question question) {
        try {
            if (index.ids(question, config.longestList()).isEmpty()) {
                throw new ProblemException(
                        ProblemType.UNPROCESSABLE,
                        "A list of more than " + config.longestList()
                                + " tickets cannot be followed. Narrow it, or follow everything at /api/v1/stream.");
            }
        } catch (IndexAwayException e) {
            throw TokenHeader.unavailable("The search index is being made ready.");
        }
    }
}
