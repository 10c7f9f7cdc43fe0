package dev.traza.query.index;

import dev.traza.query.view.TicketView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;

/** All tickets of a question, as they were at one moment, in order. For one reader. */
public final class Walk implements AutoCloseable {

    private final SearcherManager searchers;
    private final IndexSearcher searcher;
    private final Query query;
    private final Sort sort;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable ScoreDoc last;

    Walk(SearcherManager searchers, IndexSearcher searcher, Query query, Sort sort) {
        this.searchers = searchers;
        this.searcher = searcher;
        this.query = query;
        this.sort = sort;
    }

    /** How many they are. */
    public int count() throws IndexAwayException {
        return read(() -> searcher.count(query));
    }

    /** The next ones; none after the last. */
    public List<TicketView> next(int most) throws IndexAwayException {
        return read(() -> {
            TopDocs found = searcher.searchAfter(last, query, most, sort);
            List<TicketView> views = new ArrayList<>();
            for (ScoreDoc hit : found.scoreDocs) {
                views.add(Fields.read(searcher.storedFields().document(hit.doc, Set.of(Fields.STATE)))
                        .view());
                last = hit;
            }
            return views;
        });
    }

    /** The views of these tickets at the same moment, as far as they were opened. */
    public List<TicketView> byIds(Collection<UUID> ticketIds) throws IndexAwayException {
        return read(() -> {
            List<TicketView> found = new ArrayList<>();
            for (UUID ticketId : ticketIds) {
                TicketView view = TicketIndex.load(searcher, ticketId).view();
                if (view.ticket() != null) {
                    found.add(view);
                }
            }
            return found;
        });
    }

    /** Lets the moment go. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                searchers.release(searcher);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private interface Reading<R> {
        R get() throws IOException;
    }

    private static <R> R read(Reading<R> reading) throws IndexAwayException {
        try {
            return reading.get();
        } catch (IOException | AlreadyClosedException e) {
            throw TicketIndex.cannotBeRead(e);
        }
    }
}
