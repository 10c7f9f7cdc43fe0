package dev.traza.query.api.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.traza.query.api.ticket.TicketAnswer;
import dev.traza.query.view.SlaClock;
import dev.traza.query.view.Ticket;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A ticket a line (RFC 4180), for spreadsheets. What people wrote is never a formula: a text that a spreadsheet could take
 * for one gets an apostrophe in front, and every text is quoted, so that no separator in it ends the cell.
 */
final class CsvRows implements RowFormat {

    /** The columns, in order. New ones come at the end; none is renamed or goes. */
    enum Column {
        TICKET_ID("ticketId"),
        NUMBER("number"),
        VERSION("version"),
        STATUS("status"),
        TYPE("type"),
        CHANNEL("channel"),
        PRIORITY("priority"),
        IMPACT("impact"),
        URGENCY("urgency"),
        SUBJECT("subject"),
        DESCRIPTION("description"),
        CATEGORY("category"),
        CATALOG_ITEM("catalogItem"),
        DESK("desk"),
        TEAM("team"),
        ASSIGNEE("assignee"),
        LEVEL("level"),
        REQUESTER_ID("requesterId"),
        REQUESTER_NAME("requesterName"),
        REQUESTER_EMAIL("requesterEmail"),
        ORGANISATION("organisation"),
        LANGUAGE("language"),
        VIP("vip"),
        TAGS("tags"),
        CREATED_AT("createdAt"),
        UPDATED_AT("updatedAt"),
        FIRST_RESPONDED_AT("firstRespondedAt"),
        RESOLVED_AT("resolvedAt"),
        CLOSED_AT("closedAt"),
        DUE_AT("dueAt"),
        SLA_BREACHED("slaBreached"),
        RESOLUTION_CODE("resolutionCode"),
        RESOLUTION_TEXT("resolutionText"),
        REOPEN_COUNT("reopenCount"),
        ESCALATIONS("escalations"),
        HOLD_REASON("holdReason"),
        HELD_UNTIL("heldUntil"),
        SATISFACTION("satisfaction"),
        COMMENT_COUNT("commentCount"),
        ATTACHMENT_COUNT("attachmentCount"),
        OPEN_TASKS("openTasks"),
        WORK_MINUTES("workMinutes"),
        PARENT("parent"),
        MERGED_INTO("mergedInto"),
        FOLLOW_UP_OF("followUpOf"),
        CUSTOM_FIELDS("customFields");

        private final String title;

        Column(String title) {
            this.title = title;
        }
    }

    /** With what formulas begin, as OWASP lists it, also in the full width of East Asian keyboards. */
    private static final String BEGINS_FORMULAS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final CsvSchema SCHEMA = schema();

    private final ObjectWriter json;
    private final ObjectWriter csv = CsvMapper.builder()
            .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build()
            .writer(SCHEMA);

    CsvRows(ObjectWriter json) {
        this.json = json;
    }

    @Override
    public Rows begin(OutputStream out) throws IOException {
        SequenceWriter lines = csv.writeValues(out);
        // Here and not by the schema, which would forget it when no ticket follows.
        lines.write(Arrays.stream(Column.values())
                .collect(Collectors.toMap(column -> column.title, column -> column.title)));
        return new Rows() {
            @Override
            public void write(TicketAnswer ticket) throws IOException {
                // By their names: of a plain sequence of cells, empty ones would be left out.
                Map<String, @Nullable Object> cells = new HashMap<>();
                for (Column column : Column.values()) {
                    Object value = value(column, ticket);
                    cells.put(column.title, value instanceof String text ? harmless(text) : value);
                }
                lines.write(cells);
            }

            @Override
            public void flush() throws IOException {
                lines.flush();
            }

            @Override
            public void close() throws IOException {
                lines.close();
                out.flush();
            }
        };
    }

    /** The text as no spreadsheet takes it for a formula. */
    static String harmless(String text) {
        return !text.isEmpty() && BEGINS_FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private @Nullable Object value(Column column, TicketAnswer ticket) throws JsonProcessingException {
        return switch (column) {
            case TICKET_ID -> ticket.ticketId().toString();
            case NUMBER -> ticket.number();
            case VERSION -> ticket.version();
            case STATUS -> ticket.status().name();
            case TYPE -> ticket.type().name();
            case CHANNEL -> ticket.channel().name();
            case PRIORITY -> ticket.priority().name();
            case IMPACT -> ticket.impact().name();
            case URGENCY -> ticket.urgency().name();
            case SUBJECT -> ticket.subject();
            case DESCRIPTION -> ticket.description();
            case CATEGORY -> ticket.category();
            case CATALOG_ITEM ->
                ticket.catalogItem() == null ? null : ticket.catalogItem().path();
            case DESK -> ticket.desk();
            case TEAM -> ticket.team();
            case ASSIGNEE -> ticket.assignee();
            case LEVEL -> ticket.level();
            case REQUESTER_ID -> ticket.requester().id();
            case REQUESTER_NAME -> ticket.requester().name();
            case REQUESTER_EMAIL -> ticket.requester().email();
            case ORGANISATION -> ticket.requester().organisation();
            case LANGUAGE -> ticket.requester().language();
            case VIP -> ticket.requester().vip();
            case TAGS -> String.join("; ", ticket.tags());
            case CREATED_AT -> time(ticket.createdAt());
            case UPDATED_AT -> time(ticket.updatedAt());
            case FIRST_RESPONDED_AT -> time(ticket.firstRespondedAt());
            case RESOLVED_AT -> time(ticket.resolvedAt());
            case CLOSED_AT -> time(ticket.closedAt());
            case DUE_AT -> time(dueAt(ticket));
            case SLA_BREACHED -> ticket.sla().stream().anyMatch(TicketAnswer.Clock::breached);
            case RESOLUTION_CODE ->
                ticket.resolutionCode() == null ? null : ticket.resolutionCode().name();
            case RESOLUTION_TEXT -> ticket.resolutionText();
            case REOPEN_COUNT -> ticket.reopenCount();
            case ESCALATIONS -> ticket.escalations();
            case HOLD_REASON ->
                ticket.hold() == null ? null : ticket.hold().reason().name();
            case HELD_UNTIL -> ticket.hold() == null ? null : time(ticket.hold().until());
            case SATISFACTION ->
                ticket.rating() == null ? null : ticket.rating().score();
            case COMMENT_COUNT -> ticket.commentCount();
            case ATTACHMENT_COUNT -> ticket.attachments().size();
            case OPEN_TASKS -> ticket.tasks() == null ? null : open(ticket.tasks());
            case WORK_MINUTES -> ticket.workMinutes();
            case PARENT -> ticket.parent() == null ? null : ticket.parent().number();
            case MERGED_INTO ->
                ticket.mergedInto() == null ? null : ticket.mergedInto().number();
            case FOLLOW_UP_OF ->
                ticket.followUpOf() == null ? null : ticket.followUpOf().toString();
            case CUSTOM_FIELDS -> fields(ticket.customFields());
        };
    }

    private static long open(List<TicketAnswer.Task> tasks) {
        return tasks.stream()
                .filter(task -> task.state() == Ticket.Task.State.OPEN)
                .count();
    }

    private static @Nullable Instant dueAt(TicketAnswer ticket) {
        return ticket.sla().stream()
                .filter(clock -> clock.state() == SlaClock.State.RUNNING)
                .map(TicketAnswer.Clock::dueAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private @Nullable String fields(Map<String, String> fields) throws JsonProcessingException {
        return fields.isEmpty() ? null : json.writeValueAsString(new TreeMap<>(fields));
    }

    private static CsvSchema schema() {
        CsvSchema.Builder schema = CsvSchema.builder();
        Arrays.stream(Column.values()).forEach(column -> schema.addColumn(column.title));
        return schema.build().withLineSeparator("\r\n");
    }
}
