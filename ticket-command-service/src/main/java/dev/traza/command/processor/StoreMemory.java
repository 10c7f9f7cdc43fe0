package dev.traza.command.processor;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory that all RocksDB stores of this instance share. Without a common bound each store (three for each
 * partition, one of them in several segments) would take its own share outside of the heap, unseen by the JVM.
 */
final class StoreMemory implements AutoCloseable {

    static {
        RocksDB.loadLibrary();
    }

    /** Indexes and filters may take half of the cache before they are dropped like anything else. */
    private static final double SHARE_OF_INDEXES = 0.5;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    /** Room for this many bytes, half of which may be filled by what was written and not yet sorted into files. */
    StoreMemory(long bytes) {
        cache = new LRUCache(bytes, -1, false, SHARE_OF_INDEXES);
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
