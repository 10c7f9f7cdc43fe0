package dev.traza.query.index;

import dev.traza.query.text.SearchText;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
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

    Query query(TicketQuery asked) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(term(Fields.LISTED, Fields.YES), BooleanClause.Occur.FILTER);
        if (asked.onlyOf() != null) {
            all.add(term(Fields.CONCERNS, asked.onlyOf()), BooleanClause.Occur.FILTER);
        }
        asked.filters()
                .forEach((filter, values) ->
                        all.add(anyOf(filter, allowed(filter, values, asked)), BooleanClause.Occur.FILTER));
        if (asked.createdFrom() != null || asked.createdTo() != null) {
            long from = asked.createdFrom() == null
                    ? Long.MIN_VALUE
                    : asked.createdFrom().toEpochMilli();
            long before = asked.createdTo() == null
                    ? Long.MAX_VALUE
                    : asked.createdTo().toEpochMilli();
            all.add(
                    before == Long.MIN_VALUE
                            ? new MatchNoDocsQuery()
                            : LongField.newRangeQuery(SortField.CREATED_AT.field(), from, before - 1),
                    BooleanClause.Occur.FILTER);
        }
        if (asked.slaBreached() != null) {
            all.add(term(Fields.BREACHED, asked.slaBreached() ? Fields.YES : Fields.NO), BooleanClause.Occur.FILTER);
        }
        if (asked.text() != null) {
            all.add(texts.of(SearchText.parse(asked.text()), asked.withInternal()), BooleanClause.Occur.MUST);
        }
        return all.build();
    }

    Sort sort(TicketQuery asked) {
        List<org.apache.lucene.search.SortField> fields = new ArrayList<>();
        for (TicketQuery.SortKey key : asked.sort()) {
            fields.add(sortField(key));
        }
        fields.add(new org.apache.lucene.search.SortField(Fields.ID, org.apache.lucene.search.SortField.Type.STRING));
        return new Sort(fields.toArray(org.apache.lucene.search.SortField[]::new));
    }

    /** The place as Lucene takes it. Its document number only has to be in range: the ids decide before it is asked. */
    static FieldDoc after(TicketQuery.Position position, int maxDoc) {
        List<Object> values = new ArrayList<>(position.values());
        values.add(new BytesRef(position.ticketId().toString()));
        return new FieldDoc(Math.max(0, maxDoc - 1), Float.NaN, values.toArray());
    }

    private static org.apache.lucene.search.SortField sortField(TicketQuery.SortKey key) {
        if (key.field() == SortField.RELEVANCE) {
            return org.apache.lucene.search.SortField.FIELD_SCORE;
        }
        org.apache.lucene.search.SortField field = LongField.newSortField(
                key.field().field(),
                key.descending(),
                key.descending() ? SortedNumericSelector.Type.MAX : SortedNumericSelector.Type.MIN);
        field.setMissingValue(key.descending() ? Long.MIN_VALUE : Long.MAX_VALUE);
        return field;
    }

    /** Who has to approve their ticket is nothing that a requester is told, so they cannot try names either. */
    private static List<String> allowed(Filter filter, List<String> values, TicketQuery asked) {
        return filter == Filter.APPROVER && asked.onlyOf() != null
                ? values.stream().filter(asked.onlyOf()::equals).toList()
                : values;
    }

    private static Query anyOf(Filter filter, List<String> values) {
        return new TermInSetQuery(
                filter.field(), values.stream().map(BytesRef::new).toList());
    }

    private static Query term(String field, String value) {
        return new TermQuery(new Term(field, value));
    }
}
