package dev.traza.query.index;

import java.io.IOException;
import java.time.Duration;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.AlreadyClosedException;
import org.jboss.logging.Logger;

/**
 * Gets rid of erased words in the files of an index. A document that was replaced stays in its file until that is merged
 * with others, which may be never. Which files hold former forms of a ticket is not known, and almost all hold some; so
 * all are written anew that hold anything replaced. That costs as much as writing the index once: it is done in the
 * background, for all erasures of a while together.
 *
 * <p>Asked and told by the thread that writes the index.
 */
final class Purge {

    private static final Logger LOG = Logger.getLogger(Purge.class);

    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

    private final IndexWriter writer;
    private final ConcurrentMergeScheduler merges;
    private boolean asked;
    private long dueAt;
    private volatile State state = State.IDLE;

    private enum State {
        IDLE,
        RUNNING,
        DONE,
        FAILED
    }

    Purge(IndexWriter writer) {
        this.writer = writer;
        this.merges = (ConcurrentMergeScheduler) writer.getConfig().getMergeScheduler(); // the usual one
    }

    /** Lucene's own, except that a single replaced document is reason enough to write a file anew when that is asked for. */
    static MergePolicy mergePolicy() {
        return new TieredMergePolicy().setForceMergeDeletesPctAllowed(0);
    }

    /** Something was erased just now, and is to be got rid of after so long, with what is erased until then. */
    void request(Duration after) {
        if (!asked) {
            asked = true;
            dueAt = System.nanoTime() + after.toNanos();
        }
    }

    /** Whether the files may hold what was erased. */
    boolean isAskedFor() {
        return asked || state != State.IDLE;
    }

    void beginWhenDue() {
        if (state == State.FAILED) {
            state = State.IDLE;
            asked = true;
            dueAt = System.nanoTime() + AGAIN_AFTER.toNanos();
        }
        if (asked && state == State.IDLE && System.nanoTime() - dueAt >= 0) {
            asked = false; // what is erased from now on needs another one
            state = State.RUNNING;
            var unused = Thread.ofPlatform().name("index-purge").daemon().start(this::run);
        }
    }

    /** Whether one has come to its end; said once. */
    boolean takeDone() {
        if (state != State.DONE) {
            return false;
        }
        state = State.IDLE;
        return true;
    }

    private void run() {
        try {
            // A merge that began before something was replaced takes it along, and the forced ones leave its files
            // alone.
            writer.flush();
            merges.sync();
            writer.forceMergeDeletes(true);
            state = State.DONE;
        } catch (AlreadyClosedException closed) {
            LOG.debugf(closed, "The index was closed; what was erased goes after it is opened again");
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "What was erased is still in the files of the index; it is tried again");
            state = State.FAILED;
        }
    }
}
