package dev.traza.query.api.figure;

import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.ApiConfig;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.calendar.Calendars;
import dev.traza.query.directory.Directory;
import dev.traza.query.facts.FactConfig;
import dev.traza.query.figures.Figure;
import dev.traza.query.figures.Meter;
import dev.traza.query.figures.Question;
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
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Figures about tickets, for staff. */
@Path("/api/v1/figures")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Figures", description = "Volume, times and satisfaction, computed from what happened")
public class FigureResource {

    private final FigureReads reads;
    private final Calendars calendars;
    private final Directory directory;
    private final ApiConfig api;
    private final FactConfig config;
    private final Clock clock;

    @Inject
    FigureResource(
            FigureReads reads,
            Calendars calendars,
            Directory directory,
            ApiConfig api,
            FactConfig config,
            Clock clock) {
        this.reads = reads;
        this.calendars = calendars;
        this.directory = directory;
        this.api = api;
        this.config = config;
        this.clock = clock;
    }

    /** All figures, with what each says. */
    @GET
    @Operation(summary = "All figures, with what each says")
    @APIResponse(
            responseCode = "200",
            description = "The figures",
            content = @Content(schema = @Schema(implementation = FigureCatalogue.class)))
    public FigureCatalogue listFigures() {
        return FigureCatalogue.all();
    }

    /** One figure over a period. */
    @GET
    @Path("/{figure}")
    @Operation(
            summary = "One figure over a period",
            description =
                    "Computed from what happened, so it covers all of the past. Values of one filter are alternatives, different filters must all hold; none stands for no value.")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "A time, or a date in the time zone; 30 days before to if it is not given",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description =
                    "A time, or a date in the time zone; what happens then is not in it. If it is not given, a minute from now, so that clocks that differ a little hide nothing",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "bucket",
            in = ParameterIn.QUERY,
            description = "Divides the period as clock and calendar of the time zone show it; not divided if not given",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"hour", "day", "week", "month"}))
    @Parameter(
            name = "timeZone",
            in = ParameterIn.QUERY,
            description = "An IANA time zone",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "Z"))
    @Parameter(
            name = "by",
            in = ParameterIn.QUERY,
            description = "Groups by up to two of them",
            schema =
                    @Schema(
                            type = SchemaType.ARRAY,
                            implementation = String.class,
                            enumeration = {"desk", "team", "agent", "category", "channel", "priority"}))
    @Parameter(
            name = "time",
            in = ParameterIn.QUERY,
            description = "In what time durations are measured, for figures of the measure TIME",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"calendar", "business"},
                            defaultValue = "calendar"))
    @Parameter(
            name = "calendar",
            in = ParameterIn.QUERY,
            description =
                    "In whose working time, with time=business; if not given, in that of the calendar in which each ticket's service-level clocks ran last",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "desk",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "team",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "agent",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "category",
            in = ParameterIn.QUERY,
            description = "A category or one above it",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "channel",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "priority",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description = "From the answers of writes; the read waits until it sees them. Several separated by commas.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The figure",
            content = @Content(schema = @Schema(implementation = FigureAnswer.class)))
    @APIResponse(responseCode = "400", description = "A parameter is unknown or not as it has to be")
    @APIResponse(responseCode = "404", description = "There is no such figure")
    @APIResponse(
            responseCode = "422",
            description = "There are too many groups times buckets, or too many single times")
    @APIResponse(
            responseCode = "503",
            description = "What the Consistency-Token names is not there yet, or too many figures are being computed")
    @Timed(
            value = "traza.query.time",
            extraTags = {"kind", "figure"},
            percentiles = {0.5, 0.99})
    public Response getFigure(@RestPath String figure, UriInfo uri, HttpHeaders headers) {
        Figure wanted = Figure.of(figure)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such figure."));
        FigureParameters asked = FigureParameters.read(wanted, uri.getQueryParameters(), clock.instant(), api, config);
        Question question =
                new Question(wanted, asked.periods(), asked.by(), asked.filters(), meter(asked), directory::deskOf);
        return Response.ok(FigureAnswer.of(wanted, asked, reads.compute(question, TokenHeader.in(headers))))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    private Meter meter(FigureParameters asked) {
        return switch (asked.time()) {
            case CALENDAR -> Meter.CALENDAR;
            case BUSINESS ->
                calendars
                        .meter(asked.calendar())
                        .orElseThrow(() -> new ProblemException(
                                Problem.of(ProblemType.MALFORMED, "Some query parameters are not as they have to be.")
                                        .withErrors(List.of(new FieldError(
                                                "?calendar", "unknown", "There is no such calendar.")))));
        };
    }
}
