package dev.traza.query.api.live;

import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.Cursors;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.Teller;
import dev.traza.query.api.Tellers;
import dev.traza.query.api.Viewer;
import dev.traza.query.live.LiveConfig;
import dev.traza.query.live.LiveLog;
import dev.traza.query.live.LogWalk;
import dev.traza.query.live.PastLog;
import dev.traza.query.live.Places;
import dev.traza.query.live.Streams;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Everything, live. */
@Path("/api/v1/stream")
@RunOnVirtualThread
@Produces(MediaType.SERVER_SENT_EVENTS)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Live", description = "What happens, as Server-Sent Events, and who is looking")
public class StreamResource {

    private final EventStreams streams;
    private final LiveLog live;
    private final PastLog past;
    private final Streams places;
    private final LiveConfig config;
    private final Happened happened;
    private final Tellers tellers;
    private final CurrentActor caller;

    @Inject
    StreamResource(
            EventStreams streams,
            LiveLog live,
            PastLog past,
            Streams places,
            LiveConfig config,
            Happened happened,
            Tellers tellers,
            CurrentActor caller) {
        this.streams = streams;
        this.live = live;
        this.past = past;
        this.places = places;
        this.config = config;
        this.happened = happened;
        this.tellers = tellers;
        this.caller = caller;
    }

    /** What happens to all tickets that the caller may see. */
    @GET
    @Operation(
            summary = "What happens to all tickets that the caller may see, as server-sent events",
            description =
                    "happened: something happened, as in the ticket's timeline; of one ticket in the order of its log, sent once a read shows it. closed: the stream ends; because says why, cursor where to go on. The id of an event is a cursor: sent back as Last-Event-ID, or as the parameter, the stream goes on after it, on any instance, without a gap or a double. Without one it tells what happens from now on.")
    @Parameter(
            name = EventStreams.CURSOR,
            in = ParameterIn.QUERY,
            description = "Where to go on; Last-Event-ID comes first",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = Tellers.LANGUAGE,
            in = ParameterIn.QUERY,
            description = "Of the sentences: es or en. Without it Accept-Language decides",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = EventStreams.LAST_EVENT_ID,
            in = ParameterIn.HEADER,
            description = "The id of the last event that was received",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "Events; the data of happened",
            content = @Content(schema = @Schema(implementation = HappenedAnswer.class)))
    @APIResponse(responseCode = "400", description = "The cursor is none of this stream, or a parameter is unknown")
    @APIResponse(responseCode = "410", description = "The cursor is too old to go on from")
    @APIResponse(responseCode = "429", description = "Too many streams, of this person or in all")
    @APIResponse(responseCode = "503", description = "The log cannot be reached at the moment")
    public Response streamEverything(UriInfo uri, HttpHeaders headers) {
        Parameters parameters = new Parameters(uri.getQueryParameters());
        Optional<String> cursor = EventStreams.cursor(parameters, headers, Cursors.LONGEST_OF_PLACES);
        Teller teller = tellers.of(parameters, headers);
        parameters.check();
        Viewer viewer = new Viewer(caller.actor());
        Places begin = streams.places(cursor);
        LogWalk walk = new LogWalk(live, past, places, config, begin);
        return streams.answer(viewer, new AllTelling(walk, begin, happened, viewer, teller));
    }
}
