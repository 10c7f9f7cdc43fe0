package dev.traza.query.lucene;

import java.lang.invoke.MethodHandles;
import org.apache.lucene.index.IndexWriter;

/**
 * Gets Lucene's classes ready by one thread at a time. {@code IndexWriter}, {@code ConcurrentMergeScheduler} and others
 * initialise each other through {@code TestSecrets}: two threads that each use another of them first, as the feeds of two
 * indexes do when the service starts, wait for each other forever.
 */
public final class LuceneClasses {

    private LuceneClasses() {}

    /** To be called before anything of Lucene is opened; does nothing after the first time. */
    public static synchronized void initialise() {
        try {
            var unused = MethodHandles.lookup().ensureInitialized(IndexWriter.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("A public class can be initialised", e);
        }
    }
}
