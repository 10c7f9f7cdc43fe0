package dev.traza.sla.book;

import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.sla.policy.PolicyBook;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The policies as this instance has read them from the log so far. */
@Singleton
public class CurrentBook {

    private static final Logger LOG = Logger.getLogger(CurrentBook.class);

    /**
     * A book and its place in the order of changes seen by this instance.
     *
     * @param revision grows with every record read; another one means that clocks may have to be set anew
     */
    public record Edition(PolicyBook book, long revision) {}

    private volatile Edition edition = new Edition(PolicyBook.EMPTY, 0);

    /** The present edition. */
    public Edition edition() {
        return edition;
    }

    /** The present book. */
    public PolicyBook book() {
        return edition.book();
    }

    /** Takes the next record of the log. One that cannot be used is left out: the others must go on. */
    public synchronized void take(BookRecord next) {
        try {
            edition = new Edition(next.applyTo(edition.book()), edition.revision() + 1);
            notifyAll();
        } catch (UnreadableRecordException e) {
            LOG.errorf(e, "A policy record is left out: %s", e.getMessage());
        }
    }

    /**
     * Waits until the book is as wanted; says whether it came to that in time.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public synchronized boolean await(Predicate<PolicyBook> wanted, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!wanted.test(edition.book())) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
