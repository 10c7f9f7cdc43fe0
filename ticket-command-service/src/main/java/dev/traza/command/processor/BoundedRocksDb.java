package dev.traza.command.processor;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Options;

/** Makes every store draw from the {@link StoreMemory} that the Streams settings carry. Streams makes its instances. */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    /** The setting under which the {@link StoreMemory} is handed over. */
    static final String MEMORY = "traza.store.memory";

    /** A few thousand events; many small stores share the memory, and a store that is written much flushes often. */
    private static final long WRITE_BUFFER = 4L << 20;

    private static final int BITS_OF_FILTER = 10;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        StoreMemory memory = (StoreMemory) Objects.requireNonNull(configs.get(MEMORY), MEMORY);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        // Most look-ups are for what is not there: a new ticket, a command that was never seen.
        table.setFilterPolicy(new BloomFilter(BITS_OF_FILTER));
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String storeName, Options options) {
        // The memory is shared; it is closed after the last store.
    }
}
