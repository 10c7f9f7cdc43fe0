package dev.traza.query.index;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.personal.Erasing;
import dev.traza.query.log.GapException;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.lucene.LoggedIndex;
import dev.traza.query.lucene.NodeReadModel;
import dev.traza.query.node.StateConfig;
import dev.traza.query.text.SearchText;
import dev.traza.query.view.Fold;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketFold;
import dev.traza.query.view.TicketView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.BytesRef;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets: this node's Lucene index of all of them. It keeps each ticket's view too, so that it needs nothing but the
 * log to be made, and the items of a list are as the list's filters saw them. Written by one thread, read by many.
 */
public class TicketIndex implements NodeReadModel {

    private static final Logger LOG = Logger.getLogger(TicketIndex.class);
    /** In a commit whose files may hold erased words. */
    private static final String TO_PURGE = "toPurge";

    private final IndexConfig config;
    private final LoggedIndex files;
    private final Analyzer analyzer = Fields.analyzer();
    private final Searches searches = new Searches(analyzer);
    private final TextQueries texts = new TextQueries(analyzer);
    private final Suggestions suggestions = new Suggestions(analyzer);
    private final Likeness likeness;
    private final Counts counts;
    /** What was written and may not be found by a search yet. */
    private final Map<UUID, IndexedTicket> unsearchable = new HashMap<>();

    /** For readers: the positions, once all before them is written. */
    private volatile Map<LogPartition, Long> reached = Map.of();

    private @Nullable Purge purge;

    /** The first generation, in the folder {@code index}. */
    public TicketIndex(StateConfig state, IndexConfig config) {
        this(state.dir().resolve("index"), config);
    }

    /** The generation in this folder. */
    public TicketIndex(Path path, IndexConfig config) {
        this.config = config;
        this.files = new LoggedIndex(
                path, new LoggedIndex.Kind("index", Fields.SCHEMA, config.commitEvery(), this::writing), this::marks);
        this.likeness = new Likeness(analyzer, config.leastShared());
        this.counts = new Counts(config.keptCounts());
    }

    /** One page of the tickets that were asked for. */
    public TicketPage search(TicketQuery asked) throws IndexAwayException {
        return read(searcher -> {
            TicketQuery.Position after = asked.after();
            TopDocs found = searcher.searchAfter(
                    after == null
                            ? null
                            : Searches.after(after, searcher.getIndexReader().maxDoc()),
                    searches.query(asked.question()),
                    asked.limit() + 1, // one more than asked for tells whether there is more
                    Searches.sort(asked.sort()));
            List<Facet> facets = facets(searcher, asked);
            List<TicketView> items = new ArrayList<>();
            FieldDoc last = null;
            for (ScoreDoc hit : found.scoreDocs) {
                if (items.size() == asked.limit()) {
                    return new TicketPage(items, position(Objects.requireNonNull(last)), facets);
                }
                items.add(Fields.read(searcher.storedFields().document(hit.doc, Set.of(Fields.STATE)))
                        .view());
                last = (FieldDoc) hit;
            }
            return new TicketPage(items, null, facets);
        });
    }

    /**
     * All tickets that were asked for, as they are now, to be read one after the other however the index changes
     * meanwhile. As long as this is open its files stay on the disk: it has to be closed.
     */
    public Walk walk(Question asked, List<TicketQuery.SortKey> sort) throws IndexAwayException {
        SearcherManager searchers = files.upToDate(IndexAwayException::new);
        try {
            return new Walk(searchers, searchers.acquire(), searches.query(asked), Searches.sort(sort));
        } catch (IOException | AlreadyClosedException e) {
            throw cannotBeRead(e);
        }
    }

    /** The views of these tickets, as far as they were opened; at most as many as one question may have. */
    public List<TicketView> byIds(Collection<UUID> ticketIds) throws IndexAwayException {
        return read(searcher -> {
            List<TicketView> found = new ArrayList<>();
            for (UUID ticketId : ticketIds) {
                TicketView view = load(searcher, ticketId).view();
                if (view.ticket() != null) {
                    found.add(view);
                }
            }
            return found;
        });
    }

    /** How many tickets there are. */
    public int count(Question asked) throws IndexAwayException {
        return read(searcher -> counts.of(searcher, searches.query(asked)));
    }

    /**
     * Where words were found in the texts of these tickets, as they are now.
     *
     * @param text as it was typed
     * @param onlyOf the person whose concerns alone may be shown; absent for those who may see all
     * @param staff whether the asker may read what staff say inside
     */
    public Map<UUID, List<Fragment>> highlights(
            String text, @Nullable String onlyOf, boolean staff, Collection<UUID> ticketIds) throws IndexAwayException {
        return read(searcher -> {
            Highlights highlights = new Highlights(
                    analyzer, texts.anyOf(SearchText.parse(text), staff), staff, config.longestHighlighted());
            Map<UUID, List<Fragment>> found = new HashMap<>();
            for (UUID ticketId : ticketIds) {
                IndexedTicket indexed = load(searcher, ticketId);
                Ticket ticket = indexed.view().ticket();
                if (ticket != null && (onlyOf == null || ticket.concerns(onlyOf))) {
                    found.put(ticketId, highlights.of(indexed));
                }
            }
            return found;
        });
    }

    /**
     * Tickets that somebody may mean who has not typed to the end, the surest first.
     *
     * @param onlyOf the person whose concerns alone may be found; absent for those who may see all
     */
    public List<Suggestion> suggestions(String typed, @Nullable String onlyOf, int limit) throws IndexAwayException {
        return read(searcher -> {
            Query query = Visible.to(onlyOf)
                    .add(suggestions.query(typed), BooleanClause.Occur.MUST)
                    .build();
            List<Suggestion> found = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(query, limit, Suggestions.sort()).scoreDocs) {
                TicketView view = Fields.read(searcher.storedFields().document(hit.doc, Set.of(Fields.STATE)))
                        .view();
                found.add(new Suggestion(
                        view, suggestions.match(typed, Objects.requireNonNull(view.ticket(), "only listed ones"))));
            }
            return found;
        });
    }

    /**
     * Tickets about the same, the likest first: to see how others were solved.
     *
     * @param onlyOf the person whose concerns alone may be found; absent for those who may see all
     */
    public List<Alike> similar(Draft draft, @Nullable String onlyOf, int limit) throws IndexAwayException {
        return read(searcher -> likeness.of(searcher, draft, Likeness.Weights.OF_SIMILAR, onlyOf, limit));
    }

    /**
     * Tickets by which the same was asked already, the surest first: those of the same person and those that are not done
     * weigh more.
     *
     * @param onlyOf the person whose concerns alone may be found; absent for those who may see all
     */
    public List<Alike> duplicates(Draft draft, @Nullable String onlyOf, int limit) throws IndexAwayException {
        return read(searcher -> likeness.of(searcher, draft, Likeness.Weights.OF_DUPLICATES, onlyOf, limit));
    }

    /**
     * The ids of all tickets that were asked for.
     *
     * @return empty if there are more than so many
     */
    public Optional<Set<UUID>> ids(Question asked, int most) throws IndexAwayException {
        return read(searcher -> {
            ScoreDoc[] hits = searcher.search(searches.query(asked), most + 1).scoreDocs;
            return hits.length > most ? Optional.empty() : Optional.of(ids(searcher, hits));
        });
    }

    private static Set<UUID> ids(IndexSearcher searcher, ScoreDoc[] hits) throws IOException {
        Arrays.sort(hits, Comparator.comparingInt(hit -> hit.doc)); // doc values are read forward
        Set<UUID> ids = new HashSet<>();
        LeafReaderContext leaf = null;
        SortedDocValues values = null;
        for (ScoreDoc hit : hits) {
            if (leaf == null || hit.doc >= leaf.docBase + leaf.reader().maxDoc()) {
                List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
                leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
                values = leaf.reader().getSortedDocValues(Fields.ID);
            }
            if (values != null && values.advanceExact(hit.doc - leaf.docBase)) {
                ids.add(UUID.fromString(values.lookupOrd(values.ordValue()).utf8ToString()));
            }
        }
        return ids;
    }

    /** The ticket, if it is one of those that were asked for. */
    public Optional<TicketView> find(Question asked, UUID ticketId) throws IndexAwayException {
        return read(searcher -> {
            Query both = new BooleanQuery.Builder()
                    .add(byId(ticketId), BooleanClause.Occur.FILTER)
                    .add(searches.query(asked), BooleanClause.Occur.MUST)
                    .build();
            return searcher.search(both, 1).scoreDocs.length == 0
                    ? Optional.empty()
                    : Optional.of(load(searcher, ticketId).view());
        });
    }

    /** How far in the log a search made now is at least: the next offset of each partition. */
    public Map<LogPartition, Long> reached() {
        return reached;
    }

    /** Whether a search made now would see the ticket at least at the token's version. */
    public boolean holds(ConsistencyToken token) throws IndexAwayException {
        return read(searcher -> version(searcher, token.ticketId()) >= token.version());
    }

    @Override
    public synchronized Map<LogPartition, Long> positions(Collection<LogPartition> partitions)
            throws ReadModelAwayException {
        try {
            if (files.opened() == null) {
                open();
            } else {
                files.commitWhenDue();
                purgeWhenDue();
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
            throw new ReadModelAwayException("The index is closed", new IllegalStateException("closed"));
        }
        try {
            for (IndexedTicket changed : fold(index.searchers(), batch)) {
                UUID ticketId = changed.view().ticketId();
                index.writer().updateDocument(new Term(Fields.ID, ticketId.toString()), Fields.document(changed));
                unsearchable.put(ticketId, changed);
            }
            if (purge != null && batch.stream().anyMatch(TicketIndex::erases)) {
                purge.request(config.purgeAfter());
            }
            files.wroteUpTo(next);
            reached = files.positions(); // last: a search made after this is read sees it
            if (unsearchable.size() > config.mostUnsearchable()) {
                index.searchers().maybeRefreshBlocking();
                unsearchable.clear();
            }
            files.commitWhenDue();
            purgeWhenDue();
        } catch (IOException | AlreadyClosedException e) {
            throw files.broken(e);
        }
    }

    private static boolean erases(LoggedEvent event) {
        return event.envelope().event() instanceof Erasing;
    }

    @Override
    public synchronized void forget() {
        files.forget();
    }

    @Override
    public synchronized void close() {
        files.close();
    }

    private Collection<IndexedTicket> fold(SearcherManager searchers, List<LoggedEvent> batch)
            throws IOException, GapException {
        Map<UUID, IndexedTicket> seen = new HashMap<>();
        Map<UUID, IndexedTicket> changed = new LinkedHashMap<>();
        IndexSearcher searcher = searchers.acquire();
        try {
            for (LoggedEvent event : batch) {
                UUID ticketId = event.envelope().ticketId();
                IndexedTicket present = seen.get(ticketId);
                if (present == null) {
                    IndexedTicket recent = unsearchable.get(ticketId);
                    present = recent == null ? load(searcher, ticketId) : recent;
                }
                IndexedTicket after =
                        switch (TicketFold.evolve(present.view(), event)) {
                            case Fold.Applied(var view) -> present.after(event, view, config.longestConversation());
                            case Fold.Duplicate() -> present;
                            case Fold.Gap gap -> throw new GapException(ticketId, gap);
                        };
                seen.put(ticketId, after);
                if (after != present) {
                    changed.put(ticketId, after);
                }
            }
        } finally {
            searchers.release(searcher);
        }
        return changed.values();
    }

    static IndexedTicket load(IndexSearcher searcher, UUID ticketId) throws IOException {
        TopDocs found = searcher.search(byId(ticketId), 1);
        return found.scoreDocs.length == 0
                ? IndexedTicket.nothingYet(ticketId)
                : Fields.read(searcher.storedFields().document(found.scoreDocs[0].doc, Set.of(Fields.STATE)));
    }

    private static long version(IndexSearcher searcher, UUID ticketId) throws IOException {
        TopDocs found = searcher.search(byId(ticketId), 1);
        if (found.scoreDocs.length == 0) {
            return 0;
        }
        int document = found.scoreDocs[0].doc;
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
        NumericDocValues versions = leaf.reader().getNumericDocValues(Fields.VERSION);
        return versions != null && versions.advanceExact(document - leaf.docBase) ? versions.longValue() : 0;
    }

    private static TermQuery byId(UUID ticketId) {
        return new TermQuery(new Term(Fields.ID, ticketId.toString()));
    }

    private static TicketQuery.Position position(FieldDoc hit) {
        Object[] fields = Objects.requireNonNull(hit.fields);
        List<Number> values = new ArrayList<>();
        for (int i = 0; i < fields.length - 1; i++) {
            values.add((Number) fields[i]);
        }
        return new TicketQuery.Position(values, UUID.fromString(((BytesRef) fields[fields.length - 1]).utf8ToString()));
    }

    private <R> R read(LoggedIndex.Reading<R> reading) throws IndexAwayException {
        return files.read(reading, IndexAwayException::new);
    }

    static IndexAwayException cannotBeRead(Exception cause) {
        return new IndexAwayException(
                "The index cannot be read: " + cause.getClass().getSimpleName(), cause);
    }

    private List<Facet> facets(IndexSearcher searcher, TicketQuery asked) throws IOException {
        List<Facet> facets = new ArrayList<>();
        for (Attribute attribute : asked.facets()) {
            Question others = asked.question().withoutConditionsOn(attribute);
            facets.add(searcher.search(
                    searches.query(others), Searches.counting(attribute, others, config.mostFacetValues())));
        }
        return facets;
    }

    private void open() throws IOException, ReadModelAwayException {
        unsearchable.clear();
        boolean toPurge = files.open().contains(TO_PURGE);
        purge = new Purge(Objects.requireNonNull(files.opened()).writer());
        if (toPurge) {
            purge.request(Duration.ZERO);
        }
        reached = files.positions();
    }

    private IndexWriterConfig writing() {
        return new IndexWriterConfig(analyzer)
                .setRAMBufferSizeMB(config.bufferMib())
                .setMergePolicy(Purge.mergePolicy());
    }

    private Set<String> marks() {
        return purge != null && purge.isAskedFor() ? Set.of(TO_PURGE) : Set.of();
    }

    /** Goes on with getting rid of erased words; the files that hold them go with the commit after that. */
    private void purgeWhenDue() throws IOException {
        LoggedIndex.Opened index = files.opened();
        if (purge == null || index == null) {
            return;
        }
        purge.beginWhenDue();
        if (purge.takeDone()) {
            files.commit();
            index.searchers().maybeRefreshBlocking(); // as long as a searcher is on them, the files stay
            LOG.info("What was erased is gone from the files of the index");
        }
    }
}
