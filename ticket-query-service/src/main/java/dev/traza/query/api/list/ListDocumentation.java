package dev.traza.query.api.list;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.query.index.Filter;
import dev.traza.query.index.Measure;
import dev.traza.query.view.Ticket;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Says in the OpenAPI document what lists can be asked for: it follows from what the index knows of a ticket. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ListDocumentation implements OASFilter {

    static final String OF_LISTS =
            "Values of one filter are alternatives, different parameters must all hold. not. in front of a filter finds the tickets of which it does not hold. The value none finds what has no value, me is the caller, mine are the caller's teams. field.<id> and not.field.<id> ask for a custom field, fieldMin.<id> and fieldMax.<id> for a range of its numbers, fieldFrom.<id> and fieldTo.<id> for one of its dates. Times are instants, dates, or relative as in now-7d, today, startOfWeek+1d. docs/lists.md says it all. Requesters find the tickets that they asked for, take part in, or are asked to approve something in.";

    /** How exports are asked for. */
    public static final String OF_EXPORTS =
            "Any list of GET /api/v1/tickets, whole, without cursor, limit and facets, as it is at one moment. Texts that a spreadsheet could take for a formula have an apostrophe in front in the table.";

    /** An export as CSV. */
    public static final String CSV_EXAMPLE =
            "\"ticketId\",\"number\",…\r\n\"01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d\",\"T-1042\",…\r\n";

    /** An export as NDJSON. */
    public static final String NDJSON_EXAMPLE =
            "{\"ticketId\":\"01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d\",\"number\":\"T-1042\",…}\n";

    private static final String WORDS =
            "Words that all occur, in any form and with or without accents, in subject, description, comments, custom fields, tags, number, or name, organisation or address of the requester. \"Words in quotes\" follow each other, -word must not occur; everything else is just text. The first 16 count. docs/search.md says it all";

    private static final String LISTS = "/api/v1/tickets";
    private static final String EXPORTS = "/api/v1/tickets/export";

    /** Made while the service is built. */
    public ListDocumentation() {}

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Operation list =
                Objects.requireNonNull(document.getPaths().getPathItem(LISTS).getGET());
        describe(list);
        list.addParameter(parameter(
                "facets",
                "Facets separated by commas: names of filters and field.<id>. Each is counted over all tickets of the list, whatever the list says of it",
                text()));
        list.addParameter(parameter(
                "highlight",
                "true: highlights says for each ticket where the words of q were found, as pieces of plain text with the places of the words in them",
                OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN).defaultValue(false)));
        list.addParameter(parameter(
                "limit",
                "Items of a page",
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.INTEGER)
                        .minimum(BigDecimal.ONE)
                        .maximum(BigDecimal.valueOf(100))
                        .defaultValue(20)));
        list.addParameter(parameter("cursor", "nextCursor of the page before", text()));
        Operation export =
                Objects.requireNonNull(document.getPaths().getPathItem(EXPORTS).getGET());
        describe(export);
        export.addParameter(parameter(
                "format",
                "csv or ndjson; without it Accept decides",
                text().addEnumeration("csv").addEnumeration("ndjson")));
    }

    private static void describe(Operation operation) {
        for (Filter filter : Filter.values()) {
            String hint = filter.isForStaff() ? "; for staff" : "";
            String name = filter.parameter();
            operation.addParameter(parameter(name, description(filter) + hint, schema(filter)));
            operation.addParameter(parameter(Conditions.NOT + name, "Not " + name + hint, schema(filter)));
        }
        for (Measure measure : Measure.values()) {
            String hint = measure.isForStaff() ? "; for staff" : "";
            var names = Conditions.rangeNames(measure);
            switch (measure.unit()) {
                case TIME -> {
                    operation.addParameter(parameter(names.getFirst(), "Not before" + hint, text()));
                    operation.addParameter(parameter(names.getLast(), "Before" + hint, text()));
                }
                case COUNT -> {
                    operation.addParameter(parameter(names.getFirst(), "At least" + hint, number()));
                    operation.addParameter(parameter(names.getLast(), "At most" + hint, number()));
                }
                case RANK -> {}
            }
        }
        operation.addParameter(parameter(
                Conditions.BREACHING_WITHIN,
                "A clock runs that has not run over its target and is due before so long from now, as in PT2H",
                text()));
        operation.addParameter(parameter(
                Conditions.WAITING_FOR, "me: the caller's move is next", text().addEnumeration(Conditions.ME)));
        operation.addParameter(parameter(
                Conditions.TIME_ZONE,
                "Whose days and weeks are meant by dates and relative times, as in Europe/Madrid; UTC without it",
                text()));
        operation.addParameter(parameter("q", WORDS, text()));
        operation.addParameter(parameter(
                "sort", "Keys separated by commas, - turns one round: " + ListParameters.sortNames(), text()));
    }

    private static String description(Filter filter) {
        return switch (filter) {
            case TICKET -> "The ticket itself, by id or number";
            case STATUS -> names(Status.values());
            case PRIORITY -> names(Priority.values());
            case IMPACT -> names(Impact.values());
            case URGENCY -> names(Urgency.values());
            case TYPE -> names(TicketType.values());
            case CHANNEL -> names(Channel.values());
            case CATEGORY -> "A category or one above it, or none";
            case CATALOG_ITEM -> "The path of an item of the catalog, or none";
            case DESK -> "A desk's id, or none";
            case TEAM -> "A team's id, mine, or none";
            case ASSIGNEE -> "An agent's id, me, or none";
            case REQUESTER -> "The id of who asked, or me";
            case ORGANISATION -> "The requester's, or none";
            case LANGUAGE -> "The requester's, or none";
            case VIP -> "Whether the requester is one";
            case PARTICIPANT -> "The id of who takes part besides the requester, me, or none";
            case WATCHER -> "The id of who follows it, me, or none";
            case TAG -> "A tag, or none";
            case LEVEL -> "0 to 4";
            case ESCALATED -> "Whether it was ever escalated";
            case HOLD_REASON -> names(HoldReason.values()) + ", or none";
            case RESOLUTION_CODE -> names(ResolutionCode.values()) + ", or none";
            case SATISFACTION -> "1 to 5, or none";
            case SLA_BREACHED -> "Whether a clock has run over its target";
            case SLA_POLICY -> "The policy of one of its clocks, or none";
            case APPROVAL -> names(Ticket.Approval.State.values()) + ", or none";
            case APPROVER -> "Whose approval is waited for, by id, me, or none; requesters can ask for their own only";
            case TASK_TEAM -> "A team with an open task in it, mine, or none";
            case HAS_OPEN_TASKS -> "Whether it has open tasks";
            case HAS_ATTACHMENTS -> "Whether it has files that the caller may read";
            case LINK -> "A ticket to which it has a link, by id or number, or none";
            case LINK_TYPE -> names(LinkType.values()) + ", or none";
            case PARENT -> "The ticket of which it is a part, by id or number, or none";
            case CHILD -> "A ticket that is a part of it, by id or number, or none";
            case FOLLOW_UP_OF -> "The ticket that it follows up, by id, or none";
            case SPLIT_FROM -> "The ticket of which a comment became this one, by id, or none";
            case MERGED_INTO -> "The ticket in which it goes on, by id or number, or none";
            case ABSORBED -> "A ticket that goes on in it, by id or number, or none";
            case ASSET -> "The id of what it is about, or none";
            case PROCEDURE -> names(Ticket.Procedure.State.values()) + ", or none";
            case ERASED -> "Whether its texts were erased with whoever asked for it";
        };
    }

    private static String names(Enum<?>... values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
    }

    private static Schema schema(Filter filter) {
        boolean flag = Stream.of(
                        Filter.VIP,
                        Filter.ESCALATED,
                        Filter.SLA_BREACHED,
                        Filter.HAS_OPEN_TASKS,
                        Filter.HAS_ATTACHMENTS,
                        Filter.ERASED)
                .anyMatch(filter::equals);
        return flag
                ? OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN)
                : OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(text());
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static Schema number() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.INTEGER)
                .minimum(BigDecimal.ZERO)
                .maximum(BigDecimal.valueOf(999_999_999));
    }

    private static Parameter parameter(String name, String description, Schema schema) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.QUERY)
                .description(description)
                .schema(schema);
    }
}
