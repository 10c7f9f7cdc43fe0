package dev.traza.query.index;

import dev.traza.contract.personal.Personal;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.view.Ticket;
import java.io.IOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.jspecify.annotations.Nullable;

/** Shows where in a ticket's texts the words of a question are. For one question. */
final class Highlights {

    /** Of one ticket: a list is to be looked over, not read. */
    private static final int MOST_FRAGMENTS = 5;

    private static final int MOST_OF_A_TEXT = 2;
    private static final int LENGTH = 160;

    /** How much of the line lies before the first word that was found. */
    private static final float BEFORE = 0.3f;

    private final UnifiedHighlighter highlighter;
    private final Query words;
    private final boolean staff;
    private final int longestLookedAt;

    /**
     * @param words as {@link TextQueries#anyOf} puts them
     * @param staff whether the asker may read what staff say inside
     * @param longestLookedAt characters of a ticket's texts in which words are looked for
     */
    Highlights(Analyzer analyzer, Query words, boolean staff, int longestLookedAt) {
        this.words = words;
        this.staff = staff;
        this.longestLookedAt = longestLookedAt;
        this.highlighter = UnifiedHighlighter.builderWithoutSearcher(analyzer)
                .withMaxLength(longestLookedAt)
                .withMaxNoHighlightPassages(0)
                .withBreakIterator(() -> LengthGoalBreakIterator.createClosestToLength(
                        BreakIterator.getWordInstance(Locale.ROOT), LENGTH, BEFORE))
                .withFormatter(new AsPieces())
                .build();
    }

    /** The first few, in the order subject, description, newest comments, the rest. */
    List<Fragment> of(IndexedTicket indexed) throws IOException {
        Ticket ticket = indexed.view().ticket();
        List<Fragment> fragments = new ArrayList<>();
        if (ticket == null) {
            return fragments;
        }
        int left = longestLookedAt;
        for (Source source : sources(indexed, ticket)) {
            left -= source.text().length();
            if (left < 0 || fragments.size() >= MOST_FRAGMENTS) {
                break;
            }
            for (Piece piece : pieces(source)) {
                if (fragments.size() < MOST_FRAGMENTS) {
                    fragments.add(new Fragment(
                            source.in(), source.commentId(), source.customField(), piece.text(), piece.marks()));
                }
            }
        }
        return fragments;
    }

    /** A text in which words are looked for, as what it is indexed. */
    private record Source(
            Fragment.Place in,
            String field,
            @Nullable UUID commentId,
            @Nullable String customField,
            String text) {

        static Source of(Fragment.Place in, String field, @Nullable String text) {
            return new Source(in, field, null, null, text == null ? "" : text);
        }
    }

    private record Piece(String text, List<Fragment.Mark> marks) {}

    private List<Source> sources(IndexedTicket indexed, Ticket ticket) {
        Ticket.Matter matter = ticket.matter();
        Requester requester = matter.requester();
        List<Source> sources = new ArrayList<>();
        sources.add(Source.of(Fragment.Place.SUBJECT, Fields.SUBJECT, matter.subject()));
        sources.add(Source.of(Fragment.Place.DESCRIPTION, Fields.BODY, matter.description()));
        sources.add(Source.of(Fragment.Place.REQUESTER_NAME, Fields.NAME, requester.name()));
        sources.add(Source.of(Fragment.Place.REQUESTER_ORGANISATION, Fields.ORGANISATION, requester.organisation()));
        if (staff) {
            sources.add(Source.of(Fragment.Place.REQUESTER_EMAIL, Fields.EMAIL, requester.email()));
        }
        new TreeMap<>(matter.customFields())
                .forEach((name, value) ->
                        sources.add(new Source(Fragment.Place.CUSTOM_FIELD, Fields.CUSTOM, null, name, value)));
        matter.tags().forEach(tag -> sources.add(Source.of(Fragment.Place.TAG, Fields.TAGS, tag)));
        indexed.conversation().reversed().stream()
                .filter(said -> staff || said.visibility() == Visibility.PUBLIC)
                .map(said -> new Source(
                        Fragment.Place.COMMENT,
                        said.visibility() == Visibility.PUBLIC ? Fields.BODY : Fields.INTERNAL,
                        said.commentId(),
                        null,
                        said.body()))
                .forEach(sources::add);
        sources.removeIf(source -> source.text().isEmpty() || source.text().equals(Personal.ERASED));
        return sources;
    }

    private List<Piece> pieces(Source source) throws IOException {
        Object found = highlighter.highlightWithoutSearcher(source.field(), words, source.text(), MOST_OF_A_TEXT);
        return found instanceof Pieces(List<Piece> pieces) ? pieces : List.of();
    }

    private record Pieces(List<Piece> all) {}

    /** Offsets instead of markup: what was written is shown as it was written, and nothing of it can become a tag. */
    private static final class AsPieces extends PassageFormatter {
        @Override
        public Pieces format(Passage[] passages, String content) {
            return new Pieces(Arrays.stream(passages)
                    .filter(passage -> passage.getNumMatches() > 0)
                    .sorted(Comparator.comparingInt(Passage::getStartOffset))
                    .map(passage -> piece(passage, content))
                    .toList());
        }

        private static Piece piece(Passage passage, String content) {
            int start = passage.getStartOffset();
            int end = passage.getEndOffset();
            while (start < end && Character.isWhitespace(content.charAt(start))) {
                start++;
            }
            while (end > start && Character.isWhitespace(content.charAt(end - 1))) {
                end--;
            }
            return new Piece(content.substring(start, end), marks(passage, start, end));
        }

        /** A word that is found by several of its stems is marked once. */
        private static List<Fragment.Mark> marks(Passage passage, int start, int end) {
            List<Fragment.Mark> found = new ArrayList<>();
            for (int i = 0; i < passage.getNumMatches(); i++) {
                found.add(new Fragment.Mark(
                        Math.max(start, passage.getMatchStarts()[i]) - start,
                        Math.min(end, passage.getMatchEnds()[i]) - start));
            }
            found.sort(Comparator.comparingInt(Fragment.Mark::start).thenComparingInt(Fragment.Mark::end));
            List<Fragment.Mark> marks = new ArrayList<>();
            for (Fragment.Mark mark : found) {
                if (!marks.isEmpty() && mark.start() < marks.getLast().end()) {
                    Fragment.Mark before = marks.removeLast();
                    marks.add(new Fragment.Mark(before.start(), Math.max(before.end(), mark.end())));
                } else if (mark.start() < mark.end()) {
                    marks.add(mark);
                }
            }
            return marks;
        }
    }
}
