package dev.traza.query.facts;

import dev.traza.query.log.LogPartition;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.node.LuceneClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Files of facts with their positions in the log: both become durable together, in one commit. Files that are missing,
 * damaged or of another schema are made anew. For one thread, but for {@link #searchers}.
 */
final class Shelf {

    private static final Logger LOG = Logger.getLogger(Shelf.class);
    private static final String SCHEMA_KEY = "schema";
    private static final String POSITION = "position:";

    private final Path path;
    private final Duration commitEvery;
    private final int bufferMib;
    private final Map<LogPartition, Long> positions = new HashMap<>();
    private boolean uncommitted;
    private boolean forgotten;
    private long committedAt;
    private volatile @Nullable Opened opened;

    /** What is open together and closed together. */
    private record Opened(Directory directory, IndexWriter writer, SearcherManager searchers) {}

    Shelf(Path path, Duration commitEvery, int bufferMib) {
        this.path = path;
        this.commitEvery = commitEvery;
        this.bufferMib = bufferMib;
    }

    /** What readers search with; null while nothing is open. */
    @Nullable
    SearcherManager searchers() {
        Opened files = opened;
        return files == null ? null : files.searchers();
    }

    /** What is written with; null while nothing is open. */
    @Nullable
    IndexWriter writer() {
        Opened files = opened;
        return files == null ? null : files.writer();
    }

    Map<LogPartition, Long> positions() {
        return positions;
    }

    boolean isOpen() {
        return opened != null;
    }

    void open() throws IOException, ReadModelAwayException {
        LuceneClasses.initialise();
        Files.createDirectories(path);
        Directory directory = FSDirectory.open(path);
        try {
            opened = openOrMakeAnew(directory);
        } catch (LockObtainFailedException e) {
            directory.close();
            throw new ReadModelAwayException("Another process has the facts open: " + path, e);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
        committedAt = System.nanoTime();
    }

    private Opened openOrMakeAnew(Directory directory) throws IOException {
        positions.clear();
        try {
            Map<String, String> commit = check(directory);
            if (forgotten) {
                LOG.infof("The facts at %s were made from another log; they are made anew", path);
            } else if (commit.isEmpty()) {
                LOG.infof("There are no facts at %s; they are made from the log", path);
            } else if (FactCodec.SCHEMA.equals(commit.get(SCHEMA_KEY))) {
                Opened files = openWriter(directory);
                commit.forEach(this::recall);
                return files;
            } else {
                LOG.infof("The facts at %s have another schema; they are made anew from the log", path);
            }
        } catch (LockObtainFailedException e) {
            throw e;
        } catch (IOException | IllegalArgumentException damaged) {
            LOG.warnf("The facts at %s are damaged and made anew from the log: %s", path, damaged.getMessage());
        }
        positions.clear();
        for (String file : directory.listAll()) {
            if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                directory.deleteFile(file);
            }
        }
        forgotten = false;
        return openWriter(directory);
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
            return data.isEmpty() ? Map.of(SCHEMA_KEY, "none") : data;
        }
    }

    private Opened openWriter(Directory directory) throws IOException {
        IndexWriter writer = new IndexWriter(
                directory, new IndexWriterConfig().setRAMBufferSizeMB(bufferMib).setCommitOnClose(false));
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

    /** Says that what was written goes up to here in the log. */
    void wroteUpTo(Map<LogPartition, Long> next) throws IOException {
        positions.putAll(next);
        uncommitted = true;
        commitWhenDue();
    }

    void commitWhenDue() throws IOException {
        Opened files = opened;
        if (files != null && System.nanoTime() - committedAt >= commitEvery.toNanos()) {
            commit(files);
        }
    }

    private void commit(Opened files) throws IOException {
        if (!uncommitted) {
            return;
        }
        Map<String, String> data = new HashMap<>();
        data.put(SCHEMA_KEY, FactCodec.SCHEMA);
        positions.forEach((partition, next) -> data.put(POSITION + partition.key(), Long.toString(next)));
        files.writer().setLiveCommitData(data.entrySet());
        files.writer().commit();
        uncommitted = false;
        committedAt = System.nanoTime();
    }

    /** Throws all away; the next opening begins anew. */
    void forget() {
        forgotten = true;
        release();
    }

    /** Makes everything durable and gives the files free. */
    void close() {
        Opened files = opened;
        opened = null;
        if (files == null) {
            return;
        }
        try (Directory directory = files.directory();
                IndexWriter writer = files.writer();
                SearcherManager searchers = files.searchers()) {
            commit(files);
            LOG.info("The facts are committed and closed");
        } catch (IOException | AlreadyClosedException e) {
            LOG.warnf(
                    "The facts did not close cleanly; what is missing is read again from the log: %s", e.getMessage());
        }
    }

    /** Forgets what is open; the next opening finds what the last commit left. */
    void release() {
        Opened files = opened;
        opened = null;
        uncommitted = false;
        if (files == null) {
            return;
        }
        try (Directory directory = files.directory();
                SearcherManager searchers = files.searchers()) {
            files.writer().rollback();
        } catch (IOException | AlreadyClosedException e) {
            LOG.debugf(e, "The facts did not close cleanly");
        }
    }
}
