package dev.traza.query.index;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.BytesRef;

/**
 * Counts found tickets by the values of an attribute. Values are counted by their place in each segment of the index, and
 * looked up once for each segment: Lucene's own facets keep a table over all segments, which would have to be made anew
 * for every reader of what was just written.
 */
final class Counting implements CollectorManager<Counting.Tally, Facet> {

    private final Attribute attribute;
    private final String field;
    private final String prefix;
    private final int most;

    /**
     * @param prefix what the terms of the attribute begin with, if the field is not its own; ends with what ends no value's
     *     name
     * @param most values that are told of
     */
    Counting(Attribute attribute, String field, String prefix, int most) {
        this.attribute = attribute;
        this.field = field;
        this.prefix = prefix;
        this.most = most;
    }

    @Override
    public Tally newCollector() {
        return new Tally();
    }

    @Override
    public Facet reduce(Collection<Tally> tallies) {
        Map<String, Integer> counts = new HashMap<>();
        int absent = 0;
        for (Tally tally : tallies) {
            tally.counts.forEach((value, count) -> counts.merge(value, count, Integer::sum));
            absent += tally.absent;
        }
        return Facet.of(attribute, counts, absent, most);
    }

    /** What was counted. */
    final class Tally implements Collector {

        private final Map<String, Integer> counts = new HashMap<>();
        private int absent;

        @Override
        public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
            SortedSetDocValues values = DocValues.getSortedSet(context.reader(), field);
            return new OfSegment(values);
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }

        private final class OfSegment implements LeafCollector {

            private final SortedSetDocValues values;
            private final int[] found;
            private final long first;
            private final long end;

            OfSegment(SortedSetDocValues values) throws IOException {
                this.values = values;
                this.first = prefix.isEmpty() ? 0 : place(prefix);
                this.end = prefix.isEmpty() ? values.getValueCount() : place(afterAll(prefix));
                this.found = new int[Math.toIntExact(end - first)];
            }

            /** Nothing that begins with the prefix, comes after this. */
            private static String afterAll(String prefix) {
                int last = prefix.length() - 1;
                return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
            }

            private long place(String text) throws IOException {
                long place = values.lookupTerm(new BytesRef(text));
                return place < 0 ? -place - 1 : place;
            }

            @Override
            public void setScorer(Scorable scorer) {
                // nothing is scored
            }

            @Override
            public void collect(int document) throws IOException {
                boolean any = false;
                if (values.advanceExact(document)) {
                    for (int i = values.docValueCount(); i > 0; i--) {
                        long place = values.nextOrd();
                        if (place >= first && place < end) {
                            found[(int) (place - first)]++;
                            any = true;
                        }
                    }
                }
                absent += any ? 0 : 1;
            }

            @Override
            public void finish() throws IOException {
                for (int i = 0; i < found.length; i++) {
                    if (found[i] > 0) {
                        String value = values.lookupOrd(first + i).utf8ToString();
                        counts.merge(value.substring(prefix.length()), found[i], Integer::sum);
                    }
                }
            }
        }
    }
}
