package dev.traza.sla.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bound for the memory of all stores together. Without it every store of every partition has a cache and buffers of
 * its own, and memory grows with the number of partitions.
 */
final class RocksMemory implements AutoCloseable {

    /** Under this name the bound is handed through the configuration of Streams, which makes the setter by itself. */
    static final String SETTING = "traza.rocksdb.memory";

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    RocksMemory(long cacheBytes, long writeBufferBytes) {
        RocksDB.loadLibrary(); // Streams loads it with the first store only
        cache = new LRUCache(cacheBytes + writeBufferBytes);
        writeBuffers = new WriteBufferManager(writeBufferBytes, cache);
    }

    /** Called once no store is open any more. */
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }

    /** Applies the bound to a store; made by Streams. */
    public static final class Setter implements RocksDBConfigSetter {

        private static final long WRITE_BUFFER = 1 << 20;

        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configs) {
            if (!(configs.get(SETTING) instanceof RocksMemory shared)) {
                throw new IllegalStateException("The bound on the memory of state stores is missing");
            }
            BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
            table.setBlockCache(shared.cache);
            // Indexes count too; otherwise they are outside of the bound and grow with the state.
            table.setCacheIndexAndFilterBlocks(true);
            options.setTableFormatConfig(table);
            options.setWriteBufferManager(shared.writeBuffers);
            options.setWriteBufferSize(WRITE_BUFFER);
            options.setMaxWriteBufferNumber(2);
        }

        @Override
        public void close(String storeName, Options options) {
            // The cache is shared by all stores and closed with the last of them.
        }
    }
}
