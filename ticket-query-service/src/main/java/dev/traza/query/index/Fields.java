package dev.traza.query.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.text.Words;
import dev.traza.query.view.SlaClock;
import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketView;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** How a ticket becomes a document of the index. */
final class Fields {

    /** Count it up whenever the same ticket would become another document; indexes of another schema are made anew. */
    static final String SCHEMA = "6";

    static final String ID = "id";
    static final String VERSION = "version";
    static final String STATE = "state";
    static final String NUMBER = "number";
    static final String BREACHED = "breached";
    static final String YES = "yes";
    static final String NO = "no";

    /** Only tickets whose opening is known are listed; the others are kept for when it is. */
    static final String LISTED = "listed";

    /** Those who may find the ticket without being staff. */
    static final String CONCERNS = "concerns";

    /** In the place of an agent: nobody has the ticket. An agent's id cannot be told from it. */
    static final String NOBODY = "none";

    static final String SUBJECT = "words_subject";
    /** Of the subject, as they are typed: so that a word can be found by its beginning. */
    static final String BEGUN = "words_begun";

    /** What was asked and said in public. */
    static final String BODY = "words_body";

    static final String INTERNAL = "words_internal";
    static final String NAME = "words_name";
    static final String ORGANISATION = "words_organisation";
    static final String EMAIL = "words_email";
    static final String CUSTOM = "words_custom";
    static final String TAGS = "words_tags";

    /** How often a word occurs and where does not matter: it is looked for by its beginning alone. */
    private static final FieldType ONLY_WHETHER = onlyWhether();

    private Fields() {}

    static Analyzer analyzer() {
        Analyzer inAllForms = Words.inAllForms();
        Analyzer asWritten = Words.asWritten();
        return new PerFieldAnalyzerWrapper(
                new KeywordAnalyzer(),
                Map.of(
                        SUBJECT, inAllForms,
                        BODY, inAllForms,
                        INTERNAL, inAllForms,
                        CUSTOM, inAllForms,
                        TAGS, inAllForms,
                        BEGUN, asWritten,
                        NAME, asWritten,
                        ORGANISATION, asWritten,
                        EMAIL, asWritten));
    }

    static Document document(IndexedTicket indexed) {
        TicketView view = indexed.view();
        String id = view.ticketId().toString();
        Document document = new Document();
        document.add(new StringField(ID, id, Field.Store.NO));
        document.add(new SortedDocValuesField(ID, new BytesRef(id)));
        document.add(new NumericDocValuesField(VERSION, view.version()));
        document.add(new StoredField(STATE, write(indexed)));
        Ticket ticket = view.ticket();
        if (ticket != null) {
            term(document, LISTED, YES);
            filters(document, view, ticket);
            sorts(document, view, ticket);
            texts(document, indexed, ticket);
        }
        return document;
    }

    private static void filters(Document document, TicketView view, Ticket ticket) {
        Ticket.Matter matter = ticket.matter();
        term(document, Filter.STATUS.field(), ticket.status().name());
        term(document, Filter.PRIORITY.field(), ticket.importance().priority().name());
        term(document, Filter.TYPE.field(), matter.type().name());
        term(document, Filter.CHANNEL.field(), matter.channel().name());
        categories(matter.category()).forEach(category -> term(document, Filter.CATEGORY.field(), category));
        term(document, Filter.DESK.field(), view.desk());
        term(document, Filter.TEAM.field(), ticket.teamId());
        term(document, Filter.ASSIGNEE.field(), ticket.assigneeId() == null ? NOBODY : ticket.assigneeId());
        term(document, Filter.REQUESTER.field(), matter.requester().id());
        ticket.participants().forEach(person -> term(document, Filter.PARTICIPANT.field(), person.id()));
        matter.tags().stream().distinct().forEach(tag -> term(document, Filter.TAG.field(), tag));
        term(document, Filter.LEVEL.field(), Integer.toString(ticket.level()));
        ticket.awaitedApprovers().forEach(approver -> term(document, Filter.APPROVER.field(), approver));
        ticket.concerned().forEach(person -> term(document, CONCERNS, person));
        term(document, BREACHED, view.sla().stream().anyMatch(SlaClock::breached) ? YES : NO);
    }

    private static void sorts(Document document, TicketView view, Ticket ticket) {
        number(document, SortField.CREATED_AT, ticket.createdAt().toEpochMilli());
        number(document, SortField.UPDATED_AT, ticket.updatedAt().toEpochMilli());
        number(document, SortField.PRIORITY, ticket.importance().priority().ordinal());
        number(document, SortField.STATUS, ticket.status().ordinal());
        number(document, SortField.LEVEL, ticket.level());
        number(document, SortField.NUMBER, numberOf(ticket.matter().number()));
        Instant resolvedAt = ticket.outcome().resolvedAt();
        if (resolvedAt != null) {
            number(document, SortField.RESOLVED_AT, resolvedAt.toEpochMilli());
        }
        view.sla().stream()
                .filter(clock -> clock.state() == SlaClock.State.RUNNING)
                .map(SlaClock::dueAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .ifPresent(dueAt -> number(document, SortField.DUE_AT, dueAt.toEpochMilli()));
    }

    private static void texts(Document document, IndexedTicket indexed, Ticket ticket) {
        Ticket.Matter matter = ticket.matter();
        term(document, NUMBER, matter.number().toLowerCase(Locale.ROOT));
        text(document, SUBJECT, matter.subject());
        if (!matter.subject().equals(Personal.ERASED)) {
            document.add(new Field(BEGUN, matter.subject(), ONLY_WHETHER));
        }
        text(document, BODY, matter.description());
        indexed.said(Visibility.PUBLIC).forEach(said -> text(document, BODY, said));
        indexed.said(Visibility.INTERNAL).forEach(said -> text(document, INTERNAL, said));
        text(document, NAME, matter.requester().name());
        text(document, ORGANISATION, matter.requester().organisation());
        text(document, EMAIL, matter.requester().email());
        matter.customFields().values().forEach(value -> text(document, CUSTOM, value));
        matter.tags().forEach(tag -> text(document, TAGS, tag));
    }

    /** What stands for an erased text is no word of anybody's, and finds nothing. */
    private static void text(Document document, String field, @Nullable String text) {
        if (text != null && !text.equals(Personal.ERASED)) {
            document.add(new TextField(field, text, Field.Store.NO));
        }
    }

    /** A category and all above it, so that asking for {@code hardware} finds {@code hardware/printer}. */
    private static Stream<String> categories(@Nullable String category) {
        return Stream.iterate(
                category,
                Objects::nonNull,
                path -> path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : null);
    }

    private static long numberOf(String number) {
        return TicketNumber.parse(number).map(TicketNumber::n).orElse(0L);
    }

    private static void term(Document document, String field, @Nullable String value) {
        // A term has at most 32766 bytes; nothing that long is an id, and it could never be asked for.
        if (value != null && value.length() <= 8_000) {
            document.add(new StringField(field, value, Field.Store.NO));
        }
    }

    private static void number(Document document, SortField field, long value) {
        document.add(new LongField(field.field(), value, Field.Store.NO));
    }

    static byte[] write(IndexedTicket indexed) {
        try {
            return ContractJson.mapper().writeValueAsBytes(indexed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every ticket can be written as JSON", e);
        }
    }

    static IndexedTicket read(Document document) throws IOException {
        BytesRef state = document.getBinaryValue(STATE);
        return ContractJson.mapper().readValue(state.bytes, state.offset, state.length, IndexedTicket.class);
    }

    private static FieldType onlyWhether() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS);
        type.setOmitNorms(true);
        type.freeze();
        return type;
    }
}
