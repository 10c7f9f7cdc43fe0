package dev.traza.query.index;

import dev.traza.query.text.Words;
import dev.traza.query.view.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.util.QueryBuilder;

/** What somebody means who has not typed to the end: a number, words of a subject, a requester. */
final class Suggestions {

    /** Who has typed more knows what they look for. */
    private static final int MOST_WORDS = 6;

    private static final float NUMBER_WEIGHT = 3;
    private static final Pattern NUMBER = Pattern.compile("(?:t-?)?([0-9]{1,18})");

    private final Analyzer asWritten = Words.asWritten();
    private final QueryBuilder inAllForms;

    Suggestions(Analyzer analyzer) {
        inAllForms = new QueryBuilder(analyzer);
    }

    /** Each word is the beginning of one of the subject's or the requester's name, or a form of one of the subject's. */
    Query query(String typed) {
        List<Query> meanings = new ArrayList<>();
        number(typed)
                .ifPresent(number -> meanings.add(new BoostQuery(
                        new ConstantScoreQuery(new PrefixQuery(new Term(Fields.NUMBER, number))), NUMBER_WEIGHT)));
        List<Words.Word> words = Words.of(asWritten, typed, MOST_WORDS);
        if (!words.isEmpty()) {
            BooleanQuery.Builder all = new BooleanQuery.Builder();
            words.forEach(word -> all.add(beginning(word), BooleanClause.Occur.MUST));
            meanings.add(new ConstantScoreQuery(all.build()));
        }
        return meanings.isEmpty() ? new MatchNoDocsQuery("no word at all") : new DisjunctionMaxQuery(meanings, 0);
    }

    /** Numbers first, then what was worked on last. */
    static Sort sort() {
        return new Sort(
                SortField.FIELD_SCORE,
                LongField.newSortField(Measure.UPDATED_AT.field(), true, SortedNumericSelector.Type.MAX));
    }

    /** By what a ticket was found. */
    Suggestion.Match match(String typed, Ticket ticket) {
        String number = ticket.matter().number().toLowerCase(Locale.ROOT);
        if (number(typed).filter(number::startsWith).isPresent()) {
            return Suggestion.Match.NUMBER;
        }
        String name = ticket.matter().requester().name();
        List<Words.Word> names = name == null ? List.of() : Words.of(asWritten, name, Integer.MAX_VALUE);
        boolean named = Words.of(asWritten, typed, MOST_WORDS).stream()
                .map(word -> word.stems().iterator().next())
                .allMatch(begun -> names.stream().map(Words.Word::stems).anyMatch(one -> beginsWith(one, begun)));
        return named ? Suggestion.Match.REQUESTER : Suggestion.Match.SUBJECT;
    }

    private static boolean beginsWith(Set<String> forms, String begun) {
        return forms.stream().anyMatch(form -> form.startsWith(begun));
    }

    private Query beginning(Words.Word word) {
        String begun = word.stems().iterator().next();
        BooleanQuery.Builder any = new BooleanQuery.Builder()
                .add(new PrefixQuery(new Term(Fields.BEGUN, begun)), BooleanClause.Occur.SHOULD)
                .add(new PrefixQuery(new Term(Fields.NAME, begun)), BooleanClause.Occur.SHOULD);
        Query whole = inAllForms.createPhraseQuery(Fields.SUBJECT, word.written());
        if (whole != null) {
            any.add(whole, BooleanClause.Occur.SHOULD);
        }
        return any.build();
    }

    /** The beginning of a number, as it is indexed. */
    private static Optional<String> number(String typed) {
        Matcher number = NUMBER.matcher(typed.strip().toLowerCase(Locale.ROOT));
        return number.matches() ? Optional.of("t-" + number.group(1)) : Optional.empty();
    }
}
