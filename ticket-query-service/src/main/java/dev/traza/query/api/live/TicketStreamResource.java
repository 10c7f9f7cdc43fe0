package dev.traza.query.api.live;

import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.Cursors;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.Teller;
import dev.traza.query.api.Tellers;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.ticket.Merged;
import dev.traza.query.api.ticket.TicketReads;
import dev.traza.query.live.LiveConfig;
import dev.traza.query.live.LiveLog;
import dev.traza.query.live.PresenceBoard;
import dev.traza.query.projection.Projections;
import dev.traza.query.view.Progress;
import dev.traza.query.view.TicketView;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** One ticket, live. */
@Path("/api/v1/tickets/{ticket}/stream")
@RunOnVirtualThread
@Produces(MediaType.SERVER_SENT_EVENTS)
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Live")
public class TicketStreamResource {

    private final Projections projections;
    private final TicketReads reads;
    private final EventStreams streams;
    private final LiveLog live;
    private final PresenceBoard presence;
    private final LiveConfig config;
    private final Tellers tellers;
    private final CurrentActor caller;

    @Inject
    TicketStreamResource(
            Projections projections,
            TicketReads reads,
            EventStreams streams,
            LiveLog live,
            PresenceBoard presence,
            LiveConfig config,
            Tellers tellers,
            CurrentActor caller) {
        this.projections = projections;
        this.reads = reads;
        this.streams = streams;
        this.live = live;
        this.presence = presence;
        this.config = config;
        this.tellers = tellers;
        this.caller = caller;
    }

    /** What happens to it. */
    @GET
    @Operation(
            summary = "What happens to a ticket, as server-sent events",
            description =
                    "happened: something happened, as in the timeline. presence: who looks at the ticket and who writes (staff). closed: the stream ends; because says why, cursor where to go on. The id of an event is a cursor: sent back as Last-Event-ID, or as the parameter, the stream goes on after it, on any instance, without a gap or a double. Without one it tells what happens from now on; the timeline's Live-Cursor and nextCursor are good too.")
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
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description = "From the answers of writes; the read waits until it sees them. Several separated by commas.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "Events; the data of happened",
            content = @Content(schema = @Schema(implementation = HappenedAnswer.class)))
    @APIResponse(responseCode = "400", description = "The cursor is none of this stream, or a parameter is unknown")
    @APIResponse(responseCode = "404", description = "There is no such ticket, or none that the caller may see")
    @APIResponse(responseCode = "429", description = "Too many streams, of this person or in all")
    @APIResponse(responseCode = "503", description = "What the Consistency-Token names is not there yet")
    public Response streamTicket(@RestPath String ticket, UriInfo uri, HttpHeaders headers) {
        Parameters parameters = new Parameters(uri.getQueryParameters());
        Optional<String> cursor = EventStreams.cursor(parameters, headers, Cursors.LONGEST_OF_TIMELINE);
        Teller teller = tellers.of(parameters, headers);
        parameters.check();
        Viewer viewer = new Viewer(caller.actor());
        Merged merged = reads.withOthers(reads.find(ticket, viewer, headers));
        UUID ticketId = merged.view().ticketId();
        return streams.answer(
                viewer,
                new TicketTelling(
                        projections.tickets(), live, presence, config, ticketId, told(cursor, merged), viewer, teller));
    }

    private static Map<UUID, Progress> told(Optional<String> cursor, Merged merged) {
        List<TicketView> views = merged.views();
        if (cursor.isEmpty()) {
            return merged.progress();
        }
        return Cursors.told(
                        cursor.get(),
                        merged.view().ticketId(),
                        views.stream().map(TicketView::ticketId).toList())
                .orElseThrow(EventStreams::noPlace);
    }
}
