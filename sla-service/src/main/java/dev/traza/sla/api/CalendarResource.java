package dev.traza.sla.api;

import dev.traza.contract.envelope.Ids;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.sla.book.BookRecord;
import dev.traza.sla.policy.Policy;
import dev.traza.sla.policy.PolicyBook;
import dev.traza.workingtime.CalendarPlan;
import dev.traza.workingtime.CalendarVersion;
import dev.traza.workingtime.WorkingCalendar;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Working-time calendars. */
@Path("/api/v1/calendars")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Calendars", description = "When a desk works")
public class CalendarResource {

    private static final int MOST_STRETCHES = 100;

    private final BookKeeping keeping;
    private final CurrentActor caller;
    private final Clock clock;

    @Inject
    CalendarResource(BookKeeping keeping, CurrentActor caller, Clock clock) {
        this.keeping = keeping;
        this.caller = caller;
        this.clock = clock;
    }

    /** All calendars, by id. */
    @GET
    @RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
    @Operation(summary = "All calendars, by id")
    @APIResponseSchema(
            value = Page.OfCalendars.class,
            responseCode = "200",
            responseDescription = "A page; Link: rel=\"next\" leads to the next one")
    public Response listCalendars(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        return Page.answer(keeping.book().calendars(), CalendarVersion::id, CalendarView::of, limit, cursor, uri);
    }

    /** One calendar. */
    @GET
    @Path("{id}")
    @RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
    @Operation(summary = "One calendar")
    @APIResponseSchema(
            value = CalendarView.class,
            responseCode = "200",
            responseDescription = "As it is; ETag is its version")
    public Response getCalendar(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        CalendarVersion version = present(keeping.book(), id).version();
        String etag = Preconditions.etag(version.version());
        return new Preconditions(null, ifNoneMatch).isKnown(version.version())
                ? Response.notModified().header(HttpHeaders.ETAG, etag).build()
                : Response.ok(CalendarView.of(version))
                        .header(HttpHeaders.ETAG, etag)
                        .build();
    }

    /** When some working time is over: what the clocks compute, for people to check. */
    @GET
    @Path("{id}/due")
    @RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
    @Operation(summary = "When some working time is over, and through which stretches it ran")
    public DueView getDueTime(
            @PathParam("id") String id,
            @QueryParam("from") @Nullable String from,
            @QueryParam("workingSeconds") @Nullable String workingSeconds) {
        PolicyBook.OpenCalendar calendar = present(keeping.book(), id);
        Instant begin = Parameters.instant("from", from);
        if (begin.isBefore(WorkingCalendar.EARLIEST) || !begin.isBefore(WorkingCalendar.LATEST)) {
            throw Parameters.wrong("from", "out-of-range", "From the year 1970 to 2199.");
        }
        long seconds = Parameters.wholeNumber("workingSeconds", workingSeconds);
        if (seconds < 0 || seconds > Policy.LONGEST_TARGET.toSeconds()) {
            throw Parameters.wrong(
                    "workingSeconds", "out-of-range", "From 0 to %d.".formatted(Policy.LONGEST_TARGET.toSeconds()));
        }
        Instant due = calendar.time()
                .addWorkingTime(begin, Duration.ofSeconds(seconds))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNPROCESSABLE, "The calendar has not so much working time before the year 2200."));
        List<WorkingCalendar.Span> spans = calendar.time().spans(begin, due, MOST_STRETCHES + 1);
        return new DueView(
                id,
                calendar.version().version(),
                begin,
                seconds,
                due,
                spans.stream().limit(MOST_STRETCHES).map(DueView.Stretch::of).toList(),
                spans.size() > MOST_STRETCHES);
    }

    /** Writes a calendar; one that is the same as the present version changes nothing. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Write a calendar; running clocks are measured by it anew, from their beginning")
    @APIResponseSchema(value = CalendarView.class, responseCode = "200", responseDescription = "Written, or as it was")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CalendarView.class)))
    public Response putCalendar(
            @PathParam("id") @Pattern(regexp = PolicyResource.ID) String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
            @NotNull CalendarPlan plan) {
        UUID change = Ids.next();
        String by = caller.actor().subject();
        Preconditions preconditions = new Preconditions(ifMatch, ifNoneMatch);
        AtomicReference<@Nullable CalendarVersion> written = new AtomicReference<>();
        keeping.write(
                book -> {
                    Optional<CalendarVersion> present = book.calendar(id).map(PolicyBook.OpenCalendar::version);
                    preconditions.checkWrite(present.map(CalendarVersion::version)
                            .map(OptionalInt::of)
                            .orElse(OptionalInt.empty()));
                    BookKeeping.refuse(plan.flaws());
                    if (present.isPresent() && present.get().calendar().equals(plan)) {
                        written.set(present.get());
                        return Optional.empty();
                    }
                    if (present.isEmpty()) {
                        keeping.checkRoomFor(book);
                    }
                    CalendarVersion next = new CalendarVersion(
                            id, present.map(CalendarVersion::version).orElse(0) + 1, change, clock.instant(), by, plan);
                    BookKeeping.refuse(book.with(next).flawsOfUsers(id, clock.instant()));
                    written.set(next);
                    return Optional.of(BookRecord.of(next));
                },
                book -> isAtLeast(book, written.get()));
        CalendarVersion result = written.get();
        if (result == null) {
            throw new IllegalStateException("A calendar was decided on and not kept");
        }
        boolean created = result.version() == 1 && result.changeId().equals(change);
        return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .entity(CalendarView.of(result))
                .header(HttpHeaders.ETAG, Preconditions.etag(result.version()))
                .build();
    }

    /** Removes a calendar that no policy uses. */
    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Remove a calendar that no policy uses")
    @APIResponse(responseCode = "204", description = "Removed")
    public Response deleteCalendar(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        keeping.write(
                book -> {
                    CalendarVersion present = present(book, id).version();
                    new Preconditions(ifMatch, null).checkWrite(OptionalInt.of(present.version()));
                    List<String> users = book.usersOf(id);
                    if (!users.isEmpty()) {
                        throw new ProblemException(Problem.of(ProblemType.CONFLICT, "Policies use this calendar.")
                                .with("policies", users));
                    }
                    return Optional.of(BookRecord.withoutCalendar(id));
                },
                book -> book.calendar(id).isEmpty());
        return Response.noContent().build();
    }

    private static boolean isAtLeast(PolicyBook book, @Nullable CalendarVersion wanted) {
        return wanted != null
                && book.calendar(wanted.id())
                        .map(PolicyBook.OpenCalendar::version)
                        .filter(version ->
                                version.changeId().equals(wanted.changeId()) || version.version() > wanted.version())
                        .isPresent();
    }

    private static PolicyBook.OpenCalendar present(PolicyBook book, String id) {
        return book.calendar(id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no calendar of this id."));
    }
}
