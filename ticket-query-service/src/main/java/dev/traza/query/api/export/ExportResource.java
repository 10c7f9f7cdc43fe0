package dev.traza.query.api.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.traza.kit.http.ChecksParameters;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.list.IndexAnswers;
import dev.traza.query.api.list.ListDocumentation;
import dev.traza.query.api.list.ListParameters;
import dev.traza.query.api.list.ListReader;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whole lists as files. */
@Path("/api/v1/tickets/export")
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Listing tickets")
public class ExportResource {

    static final String CSV = "text/csv";
    static final String NDJSON = "application/x-ndjson";

    private static final String FORMAT = "format";

    private final ListReader lists;
    private final Exports exports;
    private final IndexAnswers answers;
    private final CurrentActor caller;
    private final ObjectMapper json;

    /** The forms there are. */
    enum Form {
        CSV(ExportResource.CSV + ";charset=UTF-8;header=present"),
        NDJSON(ExportResource.NDJSON);

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }

        static Optional<Form> of(String name) {
            return switch (name) {
                case "csv" -> Optional.of(CSV);
                case "ndjson" -> Optional.of(NDJSON);
                default -> Optional.empty();
            };
        }

        /** Of what is accepted the most welcome; a table when either is. */
        static Form accepted(List<MediaType> accepted) {
            return accepted.stream()
                    .flatMap(type ->
                            Stream.of(values()).filter(form -> type.isCompatible(MediaType.valueOf(form.mediaType))))
                    .findFirst()
                    .orElse(CSV);
        }
    }

    @Inject
    ExportResource(ListReader lists, Exports exports, IndexAnswers answers, CurrentActor caller, ObjectMapper json) {
        this.lists = lists;
        this.exports = exports;
        this.answers = answers;
        this.caller = caller;
        this.json = json;
    }

    /** All tickets of a list. */
    @GET
    @Produces({CSV, NDJSON})
    @ChecksParameters
    @Operation(
            summary = "All tickets of a list, as a table or a ticket a line",
            description = ListDocumentation.OF_EXPORTS)
    @APIResponse(
            responseCode = "200",
            description = "The tickets as they were at one moment. An answer that breaks off was not whole",
            content = {
                @Content(
                        mediaType = CSV,
                        schema = @Schema(type = SchemaType.STRING),
                        example = ListDocumentation.CSV_EXAMPLE),
                @Content(
                        mediaType = NDJSON,
                        schema = @Schema(type = SchemaType.STRING, description = "On each line a TicketAnswer"),
                        example = ListDocumentation.NDJSON_EXAMPLE)
            })
    @APIResponse(responseCode = "400", description = "A parameter is unknown or not as it has to be")
    @APIResponse(responseCode = "403", description = "A parameter is for staff")
    @APIResponse(responseCode = "406", description = "Neither form is accepted")
    @APIResponse(responseCode = "422", description = "The list is too long for one export")
    @APIResponse(
            responseCode = "429",
            description = "Too many exports at the same time; Retry-After says when to come back")
    @APIResponse(responseCode = "503", description = "What the Consistency-Token names is not there yet")
    @Parameter(
            name = TokenHeader.NAME,
            in = ParameterIn.HEADER,
            description = "From the answers of writes; the read waits until it sees them. Several separated by commas.",
            schema = @Schema(type = SchemaType.STRING))
    @Timed(
            value = "traza.query.time",
            extraTags = {"kind", "export"},
            percentiles = {0.5, 0.99})
    public Response exportTickets(UriInfo uri, HttpHeaders headers) {
        Viewer viewer = new Viewer(caller.actor());
        Map<String, List<String>> given = new HashMap<>(uri.getQueryParameters());
        Form form = form(given, headers);
        ListParameters asked = lists.read(given, viewer);
        answers.await(headers);
        RowFormat rows =
                switch (form) {
                    case CSV -> new CsvRows(json.writer());
                    case NDJSON -> new NdjsonRows(json.writer());
                };
        return Response.ok(exports.of(asked.query(), viewer, rows))
                .header(HttpHeaders.CONTENT_TYPE, form.mediaType)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"tickets." + form.name().toLowerCase(Locale.ROOT) + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    /** Takes from the parameters what is not about the list. */
    private static Form form(Map<String, List<String>> given, HttpHeaders headers) {
        Parameters parameters = new Parameters(Map.copyOf(given));
        Optional<Form> form = parameters.one(FORMAT, 10, "csv or ndjson.", Form::of);
        ListParameters.OF_A_PAGE.stream()
                .filter(parameters::has)
                .sorted()
                .forEach(name -> parameters.wrong(name, "unknown-parameter", "An export has the whole list."));
        parameters.check();
        given.remove(FORMAT);
        return form.orElseGet(() -> Form.accepted(headers.getAcceptableMediaTypes()));
    }
}
