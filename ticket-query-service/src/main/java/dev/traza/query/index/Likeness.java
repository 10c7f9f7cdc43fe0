package dev.traza.query.index;

import dev.traza.contract.personal.Personal;
import dev.traza.contract.ticket.Status;
import dev.traza.query.text.Words;
import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketView;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.mlt.MoreLikeThis;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Finds tickets that are like another one, in two steps: Lucene finds candidates by the rarest words, in all that may be
 * read of a ticket; then subject and description of each are compared with the other's, so that the score means the same
 * for every question and can be explained. How rare a word is, is counted over all tickets; nothing else of a ticket that
 * the asker may not see has a part in it.
 */
final class Likeness {

    /** How many are compared in full. */
    private static final int MOST_CANDIDATES = 50;

    /** Words by which candidates are found; each has a few stems, in subjects and in texts. */
    private static final int MOST_TERMS = 100;

    /** How much of a text is looked at: what it is about is said at its beginning. */
    private static final int MOST_WORDS = 300;

    private static final int MOST_CHARACTERS = 8_000;

    /** What stands in a subject was chosen to say what it is about. */
    private static final double SUBJECT_WEIGHT = 2;

    private static final int MOST_REASONS = 10;

    private final Analyzer analyzer;
    private final Analyzer inAllForms = Words.inAllForms();
    private final Set<String> common = Words.commonStems();
    private final double leastShared;

    /** @param leastShared from 0 to 1, how much of the telling words two tickets must share to be alike at all */
    Likeness(Analyzer analyzer, double leastShared) {
        this.analyzer = analyzer;
        this.leastShared = leastShared;
    }

    /**
     * What the parts of a score count; together 1.
     *
     * @param words that both have
     * @param requester that both are for the same person
     * @param category that both have the same
     * @param open that the other is not done
     */
    record Weights(double words, double requester, double category, double open) {

        /** To see how others were solved. */
        static final Weights OF_SIMILAR = new Weights(0.9, 0, 0.1, 0);

        /** To see that somebody asked for this already. */
        static final Weights OF_DUPLICATES = new Weights(0.6, 0.25, 0, 0.15);
    }

    /** A telling word. */
    private record Telling(String written, Set<String> stems, double weight) {}

    /** The best first; of equals the newest. */
    List<Alike> of(IndexSearcher searcher, Draft draft, Weights weights, @Nullable String onlyOf, int limit)
            throws IOException {
        List<Telling> telling = telling(searcher, draft);
        double total = telling.stream().mapToDouble(Telling::weight).sum();
        if (total == 0) {
            return List.of();
        }
        return candidates(searcher, draft, weights, onlyOf).stream()
                .map(view -> compare(draft, telling, total, weights, view))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingDouble(Alike::score)
                        .thenComparing(alike -> ticket(alike.view()).createdAt())
                        .thenComparing(alike -> alike.view().ticketId())
                        .reversed())
                .limit(limit)
                .toList();
    }

    private Collection<TicketView> candidates(
            IndexSearcher searcher, Draft draft, Weights weights, @Nullable String onlyOf) throws IOException {
        Query like = like(searcher, draft);
        Map<UUID, TicketView> candidates = new LinkedHashMap<>();
        collect(searcher, visible(draft, like, onlyOf).build(), candidates);
        if (weights.requester() > 0 && draft.requester() != null) {
            // Among many that sound alike, the person's own would not be among the best.
            Query own = new TermQuery(new Term(Filter.REQUESTER.field(), draft.requester()));
            collect(
                    searcher,
                    visible(draft, like, onlyOf)
                            .add(own, BooleanClause.Occur.FILTER)
                            .build(),
                    candidates);
        }
        return candidates.values();
    }

    private static BooleanQuery.Builder visible(Draft draft, Query like, @Nullable String onlyOf) {
        BooleanQuery.Builder visible = Visible.to(onlyOf).add(like, BooleanClause.Occur.MUST);
        if (!draft.apartFrom().isEmpty()) {
            List<BytesRef> ids = draft.apartFrom().stream()
                    .map(id -> new BytesRef(id.toString()))
                    .toList();
            visible.add(new TermInSetQuery(Fields.ID, ids), BooleanClause.Occur.MUST_NOT);
        }
        return visible;
    }

    private static void collect(IndexSearcher searcher, Query query, Map<UUID, TicketView> into) throws IOException {
        for (ScoreDoc hit : searcher.search(query, MOST_CANDIDATES).scoreDocs) {
            TicketView view = Fields.read(searcher.storedFields().document(hit.doc, Set.of(Fields.STATE)))
                    .view();
            into.putIfAbsent(view.ticketId(), view);
        }
    }

    private Query like(IndexSearcher searcher, Draft draft) throws IOException {
        List<Object> texts = texts(draft.subject(), draft.description()).collect(Collectors.toList());
        if (texts.isEmpty()) {
            return new MatchNoDocsQuery("no text");
        }
        MoreLikeThis like = new MoreLikeThis(searcher.getIndexReader());
        like.setAnalyzer(analyzer);
        like.setFieldNames(new String[] {Fields.SUBJECT, Fields.BODY});
        like.setStopWords(common);
        like.setMinTermFreq(1);
        like.setMinDocFreq(1);
        like.setMaxQueryTerms(MOST_TERMS);
        like.setMaxNumTokensParsed(3 * MOST_WORDS); // a word is a few tokens
        like.setBoost(true);
        return like.like(Map.of(Fields.SUBJECT, texts, Fields.BODY, texts));
    }

    /** The draft's words but those that everybody uses, each once, with how much it tells. */
    private List<Telling> telling(IndexSearcher searcher, Draft draft) throws IOException {
        Map<Set<String>, Telling> telling = new LinkedHashMap<>();
        for (Words.Word word : words(draft.subject())) {
            if (!Words.isCommon(word.written())) {
                double weight = SUBJECT_WEIGHT * rarity(searcher, word.stems());
                telling.putIfAbsent(word.stems(), new Telling(word.written(), word.stems(), weight));
            }
        }
        for (Words.Word word : words(draft.description())) {
            if (!Words.isCommon(word.written()) && telling.size() < MOST_WORDS && !telling.containsKey(word.stems())) {
                telling.put(word.stems(), new Telling(word.written(), word.stems(), rarity(searcher, word.stems())));
            }
        }
        return List.copyOf(telling.values());
    }

    /** As in BM25: a word that half of all tickets have tells next to nothing. */
    private static double rarity(IndexSearcher searcher, Set<String> stems) throws IOException {
        int all = searcher.getIndexReader().maxDoc();
        int most = 0;
        for (String stem : stems) {
            most = Math.max(most, searcher.getIndexReader().docFreq(new Term(Fields.SUBJECT, stem)));
            most = Math.max(most, searcher.getIndexReader().docFreq(new Term(Fields.BODY, stem)));
        }
        return Math.log(1 + (all - most + 0.5) / (most + 0.5));
    }

    private @Nullable Alike compare(
            Draft draft, List<Telling> telling, double total, Weights weights, TicketView view) {
        Ticket ticket = ticket(view);
        Set<String> other = new HashSet<>();
        texts(ticket.matter().subject(), ticket.matter().description())
                .forEach(text -> words(text).forEach(word -> other.addAll(word.stems())));
        List<Telling> shared = telling.stream()
                .filter(word -> word.stems().stream().anyMatch(other::contains))
                .sorted(Comparator.comparingDouble(Telling::weight).reversed())
                .toList();
        double part = shared.stream().mapToDouble(Telling::weight).sum() / total;
        if (part < leastShared) {
            return null;
        }
        boolean sameRequester = ticket.matter().requester().id().equals(draft.requester());
        boolean sameCategory =
                ticket.matter().category() != null && ticket.matter().category().equals(draft.category());
        boolean open = ticket.status() != Status.RESOLVED && ticket.status() != Status.CLOSED;
        double score = weights.words() * part
                + (sameRequester ? weights.requester() : 0)
                + (sameCategory ? weights.category() : 0)
                + (open ? weights.open() : 0);
        return new Alike(
                view,
                Math.min(1, score),
                shared.stream().limit(MOST_REASONS).map(Telling::written).toList(),
                sameRequester,
                sameCategory,
                open);
    }

    private List<Words.Word> words(String text) {
        return texts(text)
                .flatMap(written -> Words.of(inAllForms, written, MOST_WORDS).stream())
                .toList();
    }

    /** Without what stands for erased ones. */
    private static Stream<String> texts(String... texts) {
        return Stream.of(texts)
                .filter(text -> !text.equals(Personal.ERASED))
                .map(text -> text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS));
    }

    private static Ticket ticket(TicketView view) {
        return Objects.requireNonNull(view.ticket(), "only what was opened is found");
    }
}
