package dev.traza.query.index;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;

/**
 * How many tickets there are to questions that are asked again and again. What was counted in a segment of the index is
 * kept until a ticket in it changes; as changes are written into new segments, most of the index is counted once.
 */
final class Counts {

    /** By segment in the state it has in one reader; Lucene says when nobody reads that any more. */
    private final Map<IndexReader.CacheKey, Map<Query, Integer>> bySegment = new ConcurrentHashMap<>();

    private final int mostKept;

    /** @param mostKept questions whose counts are kept for each segment */
    Counts(int mostKept) {
        this.mostKept = mostKept;
    }

    int of(IndexSearcher searcher, Query query) throws IOException {
        List<LeafReaderContext> segments = searcher.getIndexReader().leaves();
        Weight weight = null;
        int count = 0;
        for (LeafReaderContext segment : segments) {
            Map<Query, Integer> kept = kept(segment);
            Integer known = kept.get(query);
            if (known == null) {
                if (weight == null) {
                    weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
                }
                known = count(weight, segment);
                if (kept.size() >= mostKept) {
                    kept.clear();
                }
                kept.put(query, known);
            }
            count += known;
        }
        return count;
    }

    /** How many segments something is kept of. */
    int segments() {
        return bySegment.size();
    }

    private Map<Query, Integer> kept(LeafReaderContext segment) {
        IndexReader.CacheHelper state = Objects.requireNonNull(segment.reader().getReaderCacheHelper());
        return bySegment.computeIfAbsent(state.getKey(), key -> {
            state.addClosedListener(bySegment::remove);
            return new ConcurrentHashMap<>();
        });
    }

    private static int count(Weight weight, LeafReaderContext segment) throws IOException {
        int known = weight.count(segment);
        if (known >= 0) {
            return known;
        }
        BulkScorer found = weight.bulkScorer(segment);
        if (found == null) {
            return 0;
        }
        Tally tally = new Tally();
        found.score(tally, segment.reader().getLiveDocs(), 0, DocIdSetIterator.NO_MORE_DOCS);
        return tally.count;
    }

    private static final class Tally implements LeafCollector {
        private int count;

        @Override
        public void setScorer(Scorable scorer) {
            // nothing is scored
        }

        @Override
        public void collect(int document) {
            count++;
        }
    }
}
