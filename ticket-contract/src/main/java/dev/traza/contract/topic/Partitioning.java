package dev.traza.contract.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where a key lives: the arithmetic of Kafka's own default partitioner, for those who must know it beforehand. */
public final class Partitioning {

    private Partitioning() {}

    /** The partition of a key among {@code partitions}. */
    public static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
