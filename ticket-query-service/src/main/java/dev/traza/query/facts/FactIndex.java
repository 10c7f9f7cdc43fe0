package dev.traza.query.facts;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.query.figures.Evaluation;
import dev.traza.query.figures.FactFold;
import dev.traza.query.figures.Outcome;
import dev.traza.query.figures.Periods;
import dev.traza.query.figures.Question;
import dev.traza.query.figures.TicketFacts;
import dev.traza.query.figures.Told;
import dev.traza.query.log.GapException;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.lucene.LoggedIndex;
import dev.traza.query.lucene.NodeReadModel;
import dev.traza.query.view.LoggedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * The facts of all tickets on this node, one document each. What figures are computed from is in doc values, and only those
 * of tickets whose lives meet the period are read. Nothing in it is anybody's words. Written by one thread, read by many.
 */
public class FactIndex implements NodeReadModel {

    private static final String ID = "id";
    private static final String FACTS = "facts";
    private static final String BEGAN = "began";
    private static final String ENDED = "ended";

    private final FactConfig config;
    private final LoggedIndex files;
    /** What was written and may not be found by a search yet. */
    private final Map<UUID, TicketFacts> unsearchable = new HashMap<>();

    /** The generation in this folder. */
    public FactIndex(Path path, FactConfig config) {
        this.config = config;
        this.files = new LoggedIndex(
                path,
                new LoggedIndex.Kind(
                        "index of facts", FactCodec.SCHEMA, config.commitEvery(), () -> new IndexWriterConfig()
                                .setRAMBufferSizeMB(config.bufferMib())),
                Set::of);
    }

    /** Computes a figure over all tickets that it can concern. */
    public Outcome evaluate(Question question) throws FactsAwayException {
        Evaluation evaluation = new Evaluation(question, config.maxCells(), config.maxTimes());
        return read(searcher -> {
            Weight weight = searcher.createWeight(
                    searcher.rewrite(meeting(question.periods())), ScoreMode.COMPLETE_NO_SCORES, 1);
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                if (!takeAll(leaf, weight.scorer(leaf), evaluation)) {
                    break;
                }
            }
            return evaluation.outcome();
        });
    }

    /** Whether a figure computed now would count the ticket at least at the token's version. */
    public boolean holds(ConsistencyToken token) throws FactsAwayException {
        return read(searcher -> load(searcher, token.ticketId()).progress().ticket() >= token.version());
    }

    @Override
    public synchronized Map<LogPartition, Long> positions(Collection<LogPartition> partitions)
            throws ReadModelAwayException {
        try {
            if (files.opened() == null) {
                unsearchable.clear();
                files.open();
            } else {
                files.commitWhenDue();
            }
        } catch (IOException | AlreadyClosedException e) {
            throw files.broken(e);
        }
        return files.positions(partitions);
    }

    @Override
    public synchronized void apply(List<LoggedEvent> batch, Map<LogPartition, Long> next)
            throws ReadModelAwayException, GapException {
        LoggedIndex.Opened index = files.opened();
        if (index == null) {
            throw new ReadModelAwayException("The facts are closed", new IllegalStateException("closed"));
        }
        try {
            for (TicketFacts changed : fold(index.searchers(), batch)) {
                index.writer().updateDocument(new Term(ID, changed.ticketId().toString()), document(changed));
                unsearchable.put(changed.ticketId(), changed);
            }
            files.wroteUpTo(next);
            if (unsearchable.size() > config.mostUnsearchable()) {
                index.searchers().maybeRefreshBlocking();
                unsearchable.clear();
            }
            files.commitWhenDue();
        } catch (IOException | AlreadyClosedException e) {
            throw files.broken(e);
        }
    }

    @Override
    public synchronized void forget() {
        files.forget();
    }

    @Override
    public synchronized void close() {
        files.close();
    }

    private Collection<TicketFacts> fold(SearcherManager searchers, List<LoggedEvent> batch)
            throws IOException, GapException {
        Map<UUID, TicketFacts> seen = new HashMap<>();
        Map<UUID, TicketFacts> changed = new LinkedHashMap<>();
        IndexSearcher searcher = searchers.acquire();
        try {
            for (LoggedEvent event : batch) {
                UUID ticketId = event.envelope().ticketId();
                TicketFacts present = seen.get(ticketId);
                if (present == null) {
                    TicketFacts recent = unsearchable.get(ticketId);
                    present = recent == null ? load(searcher, ticketId) : recent;
                    seen.put(ticketId, present);
                }
                switch (FactFold.evolve(present, event)) {
                    case Told.Next(var facts) -> {
                        seen.put(ticketId, facts);
                        changed.put(ticketId, facts);
                    }
                    case Told.Known() -> {}
                    case Told.TooEarly(var gap) -> throw new GapException(ticketId, gap);
                }
            }
        } finally {
            searchers.release(searcher);
        }
        return changed.values();
    }

    private static Document document(TicketFacts facts) {
        Document document = new Document();
        document.add(new StringField(ID, facts.ticketId().toString(), Field.Store.NO));
        document.add(new BinaryDocValuesField(FACTS, FactCodec.write(facts)));
        if (facts.isOpened()) {
            document.add(new LongPoint(BEGAN, facts.began()));
            document.add(new LongPoint(ENDED, facts.ended()));
        }
        return document;
    }

    /** The tickets that began before the period was over, and had not ended before it began. */
    private static Query meeting(Periods periods) {
        return new BooleanQuery.Builder()
                .add(LongPoint.newRangeQuery(BEGAN, Long.MIN_VALUE, periods.end() - 1), BooleanClause.Occur.FILTER)
                .add(LongPoint.newRangeQuery(ENDED, periods.begin(), Long.MAX_VALUE), BooleanClause.Occur.FILTER)
                .build();
    }

    private static boolean takeAll(LeafReaderContext leaf, @Nullable Scorer scorer, Evaluation evaluation)
            throws IOException {
        if (scorer == null) {
            return true;
        }
        BinaryDocValues values = leaf.reader().getBinaryDocValues(FACTS);
        Bits live = leaf.reader().getLiveDocs();
        DocIdSetIterator found = scorer.iterator();
        for (int document = found.nextDoc(); document != DocIdSetIterator.NO_MORE_DOCS; document = found.nextDoc()) {
            if ((live == null || live.get(document)) && values.advanceExact(document)) {
                if (!evaluation.take(FactCodec.read(values.binaryValue()))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static TicketFacts load(IndexSearcher searcher, UUID ticketId) throws IOException {
        TopDocs found = searcher.search(new TermQuery(new Term(ID, ticketId.toString())), 1);
        if (found.scoreDocs.length == 0) {
            return TicketFacts.nothingYet(ticketId);
        }
        int document = found.scoreDocs[0].doc;
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
        BinaryDocValues values = leaf.reader().getBinaryDocValues(FACTS);
        if (values == null || !values.advanceExact(document - leaf.docBase)) {
            throw new IOException("A ticket without facts");
        }
        return FactCodec.read(values.binaryValue());
    }

    private <R> R read(LoggedIndex.Reading<R> reading) throws FactsAwayException {
        return files.read(reading, FactsAwayException::new);
    }
}
