package dev.traza.local.mongo;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;

/**
 * Keeps all collections in one file, and what the file holds is at any time what some moment of the server looked like.
 *
 * <p>The store by itself gathers its maps one after the other while others write to them, so a file could hold the second
 * of two writes and not the first: a position in a log, and not what was read up to it. Here no command is in the middle
 * of its work while a commit gathers.
 */
final class FileBackend extends H2Backend {

    private final MVStore store;
    private final ReadWriteLock work = new ReentrantReadWriteLock();

    private FileBackend(MVStore store) {
        super(store);
        this.store = store;
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws org.h2.mvstore.MVStoreException when it is in use by another process or damaged
     */
    static FileBackend open(String fileName, int cacheMebibytes) {
        return new FileBackend(new MVStore.Builder()
                .fileName(fileName)
                .cacheSize(cacheMebibytes)
                // It would commit by itself, amid a request, by time or by size.
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .open());
    }

    /** Writes all that was acknowledged to the file, if anything is new. */
    @Override
    public void commit() {
        work.writeLock().lock();
        try {
            if (!store.isClosed() && store.hasUnsavedChanges()) {
                super.commit();
            }
        } finally {
            work.writeLock().unlock();
        }
    }

    /** All that writes comes through here. */
    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        work.readLock().lock();
        try {
            return super.handleCommand(channel, databaseName, command, query);
        } finally {
            work.readLock().unlock();
        }
    }
}
