package dev.traza.query.index;

import dev.traza.query.text.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Questions in the words of the domain as Lucene's. */
final class Searches {

    private final TextQueries texts;

    Searches(Analyzer analyzer) {
        texts = new TextQueries(analyzer);
    }

    Query query(Question asked) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(term(Fields.LISTED, Fields.YES), BooleanClause.Occur.FILTER);
        if (asked.onlyOf() != null) {
            all.add(term(Fields.CONCERNS, asked.onlyOf()), BooleanClause.Occur.FILTER);
        }
        asked.conditions().forEach(condition -> all.add(condition(condition, asked), BooleanClause.Occur.FILTER));
        if (asked.text() != null) {
            all.add(texts.of(SearchText.parse(asked.text()), asked.withInternal()), BooleanClause.Occur.MUST);
        }
        return all.build();
    }

    static Sort sort(List<TicketQuery.SortKey> keys) {
        List<SortField> fields = new ArrayList<>();
        for (TicketQuery.SortKey key : keys) {
            fields.add(sortField(key));
        }
        fields.add(new SortField(Fields.ID, SortField.Type.STRING));
        return new Sort(fields.toArray(SortField[]::new));
    }

    /** Counts what a question finds by an attribute. */
    static Counting counting(Attribute attribute, Question asked, int most) {
        return switch (attribute) {
            case Filter filter -> new Counting(filter, field(filter, asked), "", most);
            case CustomField(String id) -> new Counting(attribute, Fields.FIELD_VALUES, id + Fields.END_OF_ID, most);
        };
    }

    /** The place as Lucene takes it. Its document number only has to be in range: the ids decide before it is asked. */
    static FieldDoc after(TicketQuery.Position position, int maxDoc) {
        List<Object> values = new ArrayList<>(position.values());
        values.add(new BytesRef(position.ticketId().toString()));
        return new FieldDoc(Math.max(0, maxDoc - 1), Float.NaN, values.toArray());
    }

    private static SortField sortField(TicketQuery.SortKey key) {
        return switch (key) {
            case TicketQuery.SortKey.ByRelevance() -> SortField.FIELD_SCORE;
            case TicketQuery.SortKey.ByMeasure(Measure measure, boolean descending) -> {
                SortField field = LongField.newSortField(
                        measure.field(),
                        descending,
                        descending ? SortedNumericSelector.Type.MAX : SortedNumericSelector.Type.MIN);
                field.setMissingValue(descending ? Long.MIN_VALUE : Long.MAX_VALUE);
                yield field;
            }
        };
    }

    private static Query condition(Condition condition, Question asked) {
        return switch (condition) {
            case Condition.AnyOf(Filter filter, Set<String> values) ->
                anyOf(field(filter, asked), allowed(filter, values, asked).stream());
            case Condition.AnyOf(CustomField(String id), Set<String> values) ->
                anyOf(Fields.FIELD_VALUES, values.stream().map(value -> id + Fields.END_OF_ID + value));
            case Condition.Absent(Filter filter) -> term(Fields.ABSENT, filter.parameter());
            case Condition.Absent(CustomField(String id)) -> not(term(Fields.FIELD_IDS, id));
            case Condition.Between(Measure measure, long least, long most) ->
                least <= most
                        ? LongField.newRangeQuery(measure.field(), least, most)
                        : new MatchNoDocsQuery("nothing is between");
            case Condition.FieldBetween(CustomField(String id), FieldScale scale, long least, long most) ->
                ofField(id, LongPoint.newRangeQuery(scale.indexField(), point(id, least), point(id, most)));
            case Condition.Not(Condition denied) -> not(condition(denied, asked));
            case Condition.Either(List<Condition> some) -> together(some, BooleanClause.Occur.SHOULD, asked);
            case Condition.All(List<Condition> all) -> together(all, BooleanClause.Occur.FILTER, asked);
        };
    }

    private static long[] point(String fieldId, long place) {
        return new long[] {Fields.hash(fieldId), place};
    }

    /** Another field's hash may be the same. */
    private static Query ofField(String fieldId, Query values) {
        return new BooleanQuery.Builder()
                .add(term(Fields.FIELD_IDS, fieldId), BooleanClause.Occur.FILTER)
                .add(values, BooleanClause.Occur.FILTER)
                .build();
    }

    private static Query not(Query denied) {
        return new BooleanQuery.Builder()
                .add(new MatchAllDocsQuery(), BooleanClause.Occur.FILTER)
                .add(denied, BooleanClause.Occur.MUST_NOT)
                .build();
    }

    private static Query together(List<Condition> conditions, BooleanClause.Occur occur, Question asked) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        conditions.forEach(condition -> all.add(condition(condition, asked), occur));
        return all.build();
    }

    /** Who has to approve their ticket is nothing that a requester is told, so they cannot try names either. */
    private static Set<String> allowed(Filter filter, Set<String> values, Question asked) {
        return filter == Filter.APPROVER && asked.onlyOf() != null
                ? values.stream().filter(asked.onlyOf()::equals).collect(Collectors.toSet())
                : values;
    }

    private static String field(Filter filter, Question asked) {
        return filter == Filter.HAS_ATTACHMENTS && !asked.withInternal()
                ? Fields.HAS_PUBLIC_ATTACHMENTS
                : filter.field();
    }

    private static Query anyOf(String field, Stream<String> values) {
        return new TermInSetQuery(field, values.map(BytesRef::new).toList());
    }

    private static Query term(String field, String value) {
        return new TermQuery(new Term(field, value));
    }
}
