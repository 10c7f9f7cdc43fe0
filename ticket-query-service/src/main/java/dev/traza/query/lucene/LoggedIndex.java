package dev.traza.query.lucene;

import dev.traza.query.log.LogPartition;
import dev.traza.query.log.ReadModelAwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The files of an index with its positions in the log: both become durable together, in one commit. Files that are missing,
 * damaged or of another schema are made anew. Written by one thread at a time, read by many.
 */
public final class LoggedIndex {

    private static final Logger LOG = Logger.getLogger(LoggedIndex.class);
    private static final String SCHEMA = "schema";
    private static final String POSITION = "position:";
    private static final String MARKED = "true";

    private final Path path;
    private final Kind kind;
    private final Supplier<Set<String>> marks;
    private final Map<LogPartition, Long> positions = new HashMap<>();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong searchable = new AtomicLong();
    private boolean uncommitted;
    private boolean forgotten;
    private long committedAt;
    private volatile @Nullable Opened opened;

    /**
     * What makes one index different from another.
     *
     * @param name in messages
     * @param schema of its documents; files of another one are made anew
     * @param commitEvery how often it is made durable while it is written
     * @param writing how it is written, each time it is opened
     */
    public record Kind(String name, String schema, Duration commitEvery, Supplier<IndexWriterConfig> writing) {}

    /** What is open together and closed together. */
    public record Opened(Directory directory, IndexWriter writer, SearcherManager searchers) {}

    /** What is done with a searcher. */
    public interface Reading<R> {
        /** Does it. The searcher is not to be kept. */
        R of(IndexSearcher searcher) throws IOException;
    }

    /** How those who read are told that they cannot. */
    public interface Away<E extends Exception> {
        /** Says why. */
        E because(String sentence, @Nullable Exception cause);
    }

    /**
     * Nothing is opened yet.
     *
     * @param marks words that each commit keeps, as they are then; whoever opens the index is told those of the last one
     */
    public LoggedIndex(Path path, Kind kind, Supplier<Set<String>> marks) {
        this.path = path;
        this.kind = kind;
        this.marks = marks;
    }

    /** What is open; null while nothing is. */
    public @Nullable Opened opened() {
        return opened;
    }

    /** How far it is in the log: the next offset of each partition. For the thread that writes. */
    public Map<LogPartition, Long> positions() {
        return Map.copyOf(positions);
    }

    /** The same for these partitions alone, as far as something of them was read. */
    public Map<LogPartition, Long> positions(Collection<LogPartition> partitions) {
        return partitions.stream()
                .filter(positions::containsKey)
                .collect(Collectors.toMap(partition -> partition, partition -> positions.getOrDefault(partition, 0L)));
    }

    /**
     * Reads with a searcher that sees all that was written before; who writes does not pay for it when nobody reads.
     *
     * @throws E while nothing is open, or when it cannot be read
     */
    public <R, E extends Exception> R read(Reading<R> reading, Away<E> away) throws E {
        SearcherManager searchers = upToDate(away);
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return reading.of(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException | AlreadyClosedException e) {
            throw cannotBeRead(away, e);
        }
    }

    /**
     * Searchers that see all that was written before.
     *
     * @throws E while nothing is open, or when it cannot be read
     */
    public <E extends Exception> SearcherManager upToDate(Away<E> away) throws E {
        Opened index = opened;
        if (index == null) {
            throw away.because("The %s is being opened".formatted(kind.name()), null);
        }
        try {
            long now = written.get();
            if (searchable.get() < now) {
                index.searchers().maybeRefreshBlocking();
                searchable.accumulateAndGet(now, Math::max);
            }
            return index.searchers();
        } catch (IOException | AlreadyClosedException e) {
            throw cannotBeRead(away, e);
        }
    }

    private <E extends Exception> E cannotBeRead(Away<E> away, Exception cause) {
        return away.because(
                "The %s cannot be read: %s"
                        .formatted(kind.name(), cause.getClass().getSimpleName()),
                cause);
    }

    /**
     * Opens the files, or makes them anew.
     *
     * @return the marks of the last commit
     * @throws ReadModelAwayException when another process has them open
     */
    public Set<String> open() throws IOException, ReadModelAwayException {
        LuceneClasses.initialise();
        Files.createDirectories(path);
        Directory directory = FSDirectory.open(path);
        try {
            Map<String, String> commit = openOrMakeAnew(directory);
            committedAt = System.nanoTime();
            return commit.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(MARKED))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (LockObtainFailedException e) {
            directory.close();
            throw new ReadModelAwayException("Another process has the %s open: %s".formatted(kind.name(), path), e);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private Map<String, String> openOrMakeAnew(Directory directory) throws IOException {
        positions.clear();
        try {
            Map<String, String> commit = check(directory);
            if (forgotten) {
                LOG.infof("The %s at %s was made from another log; it is made anew", kind.name(), path);
            } else if (commit.isEmpty()) {
                LOG.infof("There is no %s at %s; it is made from the log", kind.name(), path);
            } else if (kind.schema().equals(commit.get(SCHEMA))) {
                commit.forEach(this::recall);
                opened = openWriter(directory);
                return commit;
            } else {
                LOG.infof("The %s at %s has another schema; it is made anew from the log", kind.name(), path);
            }
        } catch (LockObtainFailedException e) {
            throw e;
        } catch (IOException | IllegalArgumentException damaged) {
            LOG.warnf(
                    "The %s at %s is damaged and made anew from the log: %s", kind.name(), path, damaged.getMessage());
        }
        positions.clear();
        for (String file : directory.listAll()) {
            if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                directory.deleteFile(file);
            }
        }
        forgotten = false;
        opened = openWriter(directory);
        return Map.of();
    }

    /** Reads every byte once; returns what was committed with it, empty if there is nothing. */
    private static Map<String, String> check(Directory directory) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return Map.of();
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
            Map<String, String> data = reader.getIndexCommit().getUserData();
            return data.isEmpty() ? Map.of(SCHEMA, "none") : data;
        }
    }

    private Opened openWriter(Directory directory) throws IOException {
        // A commit without the positions would be wrong.
        IndexWriter writer = new IndexWriter(directory, kind.writing().get().setCommitOnClose(false));
        try {
            return new Opened(directory, writer, new SearcherManager(writer, null));
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    private void recall(String name, String value) {
        if (name.startsWith(POSITION)) {
            int colon = name.lastIndexOf(':');
            positions.put(
                    new LogPartition(
                            name.substring(POSITION.length(), colon), Integer.parseInt(name.substring(colon + 1))),
                    Long.parseLong(value));
        }
    }

    /** Says that what was written goes up to here in the log; who reads from now on sees it. */
    public void wroteUpTo(Map<LogPartition, Long> next) {
        positions.putAll(next);
        uncommitted = true;
        written.incrementAndGet();
    }

    /** Makes durable what was written, if it is time to. */
    public void commitWhenDue() throws IOException {
        Opened index = opened;
        if (index != null
                && uncommitted
                && System.nanoTime() - committedAt >= kind.commitEvery().toNanos()) {
            commit(index);
        }
    }

    /** Makes durable what was written, and what has become of the files meanwhile. */
    public void commit() throws IOException {
        Opened index = opened;
        if (index != null) {
            commit(index);
        }
    }

    private void commit(Opened index) throws IOException {
        Map<String, String> data = new HashMap<>();
        data.put(SCHEMA, kind.schema());
        positions.forEach((partition, next) -> data.put(POSITION + partition.key(), Long.toString(next)));
        marks.get().forEach(mark -> data.put(mark, MARKED));
        index.writer().setLiveCommitData(data.entrySet());
        index.writer().commit();
        uncommitted = false;
        committedAt = System.nanoTime();
    }

    /** Throws everything away; the next opening begins anew. */
    public void forget() {
        forgotten = true;
        release();
    }

    /** Makes everything durable and gives the files free. */
    public void close() {
        Opened index = opened;
        opened = null;
        if (index == null) {
            return;
        }
        try (Directory directory = index.directory();
                IndexWriter writer = index.writer();
                SearcherManager searchers = index.searchers()) {
            if (uncommitted) {
                commit(index);
            }
            LOG.infof("The %s is committed and closed", kind.name());
        } catch (IOException | AlreadyClosedException e) {
            LOG.warnf(
                    "The %s did not close cleanly; what is missing is read again from the log: %s",
                    kind.name(), e.getMessage());
        }
    }

    /** Forgets what is open; the next opening finds what the last commit left. */
    public void release() {
        Opened index = opened;
        opened = null;
        uncommitted = false;
        if (index == null) {
            return;
        }
        try (Directory directory = index.directory();
                SearcherManager searchers = index.searchers()) {
            index.writer().rollback();
        } catch (IOException | AlreadyClosedException e) {
            LOG.debugf(e, "The %s did not close cleanly", kind.name());
        }
    }

    /** Forgets what is open because of this; see {@link #release()}. */
    public ReadModelAwayException broken(Exception cause) {
        release();
        return new ReadModelAwayException(
                "The %s is broken: %s".formatted(kind.name(), cause.getClass().getSimpleName()), cause);
    }
}
