package dev.traza.query.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/** Questions in the words of the domain as Lucene's. */
final class Searches {

    /** More words than this make a question no clearer. */
    private static final int MOST_WORDS = 16;

    private static final float NUMBER_WEIGHT = 10;
    private static final float SUBJECT_WEIGHT = 3;
    private static final float NAME_WEIGHT = 2;

    private final QueryBuilder words;

    Searches(Analyzer analyzer) {
        words = new QueryBuilder(analyzer);
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
            List<Query> meant = text(asked.text(), asked.withInternal());
            meant.forEach(word -> all.add(word, BooleanClause.Occur.MUST));
            if (meant.isEmpty()) {
                all.add(new MatchNoDocsQuery("nothing but common words"), BooleanClause.Occur.MUST);
            }
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

    private List<Query> text(String text, boolean withInternal) {
        return text.strip()
                .lines()
                .flatMap(line -> List.of(line.split("\\s+", MOST_WORDS + 1)).stream())
                .limit(MOST_WORDS)
                .map(word -> word(word, withInternal))
                .filter(Objects::nonNull)
                .toList();
    }

    /** A word in any field and language; none if it is too common in one of the languages to mean anything. */
    private @Nullable Query word(String word, boolean withInternal) {
        List<Query> places = new ArrayList<>();
        boolean common = false;
        for (String language : Fields.LANGUAGES) {
            Query inSubject = words.createPhraseQuery(Fields.in(language, Fields.SUBJECT), word);
            if (inSubject == null) {
                common = true;
                continue;
            }
            places.add(new BoostQuery(inSubject, SUBJECT_WEIGHT));
            places.add(words.createPhraseQuery(Fields.in(language, Fields.BODY), word));
            if (withInternal) {
                places.add(words.createPhraseQuery(Fields.in(language, Fields.INTERNAL), word));
            }
        }
        if (common) {
            return null;
        }
        Query inName = words.createPhraseQuery(Fields.NAME, word);
        if (inName != null) {
            places.add(new BoostQuery(inName, NAME_WEIGHT));
        }
        String number = word.toLowerCase(Locale.ROOT);
        places.add(new BoostQuery(term(Fields.NUMBER, number), NUMBER_WEIGHT));
        if (number.matches("[0-9]{1,18}")) {
            places.add(new BoostQuery(term(Fields.NUMBER, "t-" + number), NUMBER_WEIGHT));
        }
        return new DisjunctionMaxQuery(places, 0.1f);
    }

    private static Query term(String field, String value) {
        return new TermQuery(new Term(field, value));
    }
}
