package dev.traza.query.index;

import dev.traza.query.text.SearchText;
import dev.traza.query.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.QueryBuilder;

/**
 * What was typed into a search field as Lucene's question. Terms are made by the analyzer alone and put together here, so
 * no text is ever read by a parser of Lucene's.
 */
final class TextQueries {

    private static final float NUMBER_WEIGHT = 10;

    /** How much places add in which a word stands besides the one where it counts most. */
    private static final float ELSEWHERE = 0.1f;

    private final QueryBuilder words;

    TextQueries(Analyzer analyzer) {
        words = new QueryBuilder(analyzer);
    }

    /** Where words are looked for, and how much they count there. */
    private enum Place {
        SUBJECT(Fields.SUBJECT, 3, true),
        BODY(Fields.BODY, 1, true),
        INTERNAL(Fields.INTERNAL, 1, false),
        NAME(Fields.NAME, 2, true),
        ORGANISATION(Fields.ORGANISATION, 1, true),
        EMAIL(Fields.EMAIL, 1, false),
        CUSTOM(Fields.CUSTOM, 1, true),
        TAGS(Fields.TAGS, 2, true);

        private final String field;
        private final float weight;
        private final boolean forAll;

        Place(String field, float weight, boolean forAll) {
            this.field = field;
            this.weight = weight;
            this.forAll = forAll;
        }

        static List<Place> seenBy(boolean staff) {
            return Stream.of(values()).filter(place -> place.forAll || staff).toList();
        }
    }

    /**
     * Tickets with all that is wanted and nothing that is not. What is not wanted is looked for only where the asker may
     * read: otherwise they could learn from what is missing what they may not read.
     *
     * @param staff whether the asker may read what staff say inside
     */
    Query of(SearchText asked, boolean staff) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        List<Query> wanted = clauses(telling(asked.wanted()), staff);
        List<Query> unwanted = clauses(asked.unwanted(), staff);
        if (wanted.isEmpty() && (unwanted.isEmpty() || !asked.wanted().isEmpty())) {
            return new MatchNoDocsQuery("no word at all");
        }
        wanted.forEach(clause -> all.add(clause, BooleanClause.Occur.MUST));
        unwanted.forEach(clause -> all.add(clause, BooleanClause.Occur.MUST_NOT));
        if (wanted.isEmpty()) {
            all.add(new MatchAllDocsQuery(), BooleanClause.Occur.MUST);
        }
        return all.build();
    }

    /** Texts with anything of what is wanted: where each of it is, and not which ticket has all of it. */
    Query anyOf(SearchText asked, boolean staff) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        clauses(telling(asked.wanted()), staff).forEach(clause -> any.add(clause, BooleanClause.Occur.SHOULD));
        return any.build();
    }

    /** Without the words that everybody uses, unless there are no others. */
    private static List<SearchText.Part> telling(List<SearchText.Part> wanted) {
        List<SearchText.Part> telling = wanted.stream()
                .filter(part -> part.quoted() || !Words.isCommon(part.text()))
                .toList();
        return telling.isEmpty() ? wanted : telling;
    }

    private List<Query> clauses(List<SearchText.Part> parts, boolean staff) {
        return parts.stream()
                .map(part -> clause(part.text(), staff))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A word, or several in this order, in any place; nothing if there is no word in it. */
    private Optional<Query> clause(String text, boolean staff) {
        List<Query> places = new ArrayList<>();
        for (Place place : Place.seenBy(staff)) {
            Query there = words.createPhraseQuery(place.field, text);
            if (there != null) {
                places.add(new BoostQuery(there, place.weight));
            }
        }
        if (places.isEmpty()) {
            return Optional.empty();
        }
        String number = text.toLowerCase(Locale.ROOT);
        places.add(number(number));
        if (number.matches("[0-9]{1,18}")) {
            places.add(number("t-" + number));
        }
        return Optional.of(new DisjunctionMaxQuery(places, ELSEWHERE));
    }

    private static Query number(String number) {
        return new BoostQuery(new TermQuery(new Term(Fields.NUMBER, number)), NUMBER_WEIGHT);
    }
}
