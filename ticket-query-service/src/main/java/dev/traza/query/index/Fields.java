package dev.traza.query.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.text.Words;
import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketView;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** How a ticket becomes a document of the index. */
final class Fields {

    /** Count it up whenever the same ticket would become another document; indexes of another schema are made anew. */
    static final String SCHEMA = "9";

    static final String ID = "id";
    static final String VERSION = "version";
    static final String STATE = "state";
    static final String NUMBER = "number";
    static final String YES = "yes";

    /** Only tickets whose opening is known are listed; the others are kept for when it is. */
    static final String LISTED = "listed";

    /** Those who may find the ticket without being staff. */
    static final String CONCERNS = "concerns";

    /** The attributes of which a ticket has no value. */
    static final String ABSENT = "absent";

    /** What requesters are told of files is not what staff are. */
    static final String HAS_PUBLIC_ATTACHMENTS = "hasPublicAttachments";

    /**
     * The values of all custom fields, each after its field's id. As a field of the index for each they would be as many as
     * the world can think of.
     */
    static final String FIELD_VALUES = "fieldValues";

    /** The ids of the custom fields of which a ticket has a value. */
    static final String FIELD_IDS = "fieldIds";

    /** Ends the id of a custom field. */
    static final char END_OF_ID = '\0';

    /** Longer values are no ids and no choices, and nobody asks for them as a whole; their words are searched. */
    private static final int LONGEST_VALUE = 1_000;

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
        for (Filter filter : Filter.values()) {
            List<String> values = TicketValues.of(filter, view, ticket).toList();
            values.forEach(value -> value(document, filter, value));
            if (values.isEmpty()) {
                term(document, ABSENT, filter.parameter());
            }
        }
        ticket.matter().customFields().forEach((id, value) -> custom(document, id, value));
        TicketValues.hasPublicAttachments(ticket).forEach(value -> counted(document, HAS_PUBLIC_ATTACHMENTS, value));
        ticket.concerned().forEach(person -> term(document, CONCERNS, person));
    }

    private static void value(Document document, Filter filter, String value) {
        if (filter.isFacet()) {
            counted(document, filter.field(), value);
        } else {
            term(document, filter.field(), value);
        }
    }

    private static void custom(Document document, String id, String value) {
        if (id.indexOf(END_OF_ID) < 0 && id.length() <= CustomField.LONGEST_ID && !value.equals(Personal.ERASED)) {
            term(document, FIELD_IDS, id);
            counted(document, FIELD_VALUES, id + END_OF_ID + value);
            for (FieldScale scale : FieldScale.values()) {
                scale.of(value).ifPresent(place -> document.add(new LongPoint(scale.indexField(), hash(id), place)));
            }
        }
    }

    /** The first coordinate of a custom field's values: those of one field lie beside each other. */
    static long hash(String fieldId) {
        BytesRef id = new BytesRef(fieldId);
        return (long) StringHelper.murmurhash3_x86_32(id, 0) << Integer.SIZE
                | Integer.toUnsignedLong(StringHelper.murmurhash3_x86_32(id, 1));
    }

    private static void sorts(Document document, TicketView view, Ticket ticket) {
        for (Measure measure : Measure.values()) {
            TicketValues.of(measure, view, ticket)
                    .ifPresent(value -> document.add(new LongField(measure.field(), value, Field.Store.NO)));
        }
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

    private static void term(Document document, String field, @Nullable String value) {
        if (value != null && value.length() <= LONGEST_VALUE) {
            document.add(new StringField(field, value, Field.Store.NO));
        }
    }

    /** A term by which tickets can be counted too. */
    private static void counted(Document document, String field, String value) {
        if (value.length() <= LONGEST_VALUE) {
            document.add(new KeywordField(field, value, Field.Store.NO));
        }
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
