package dev.traza.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PartitioningTest {

    @ParameterizedTest
    @MethodSource("seeds")
    void aKeyLivesWhereAProducerPutsIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            String key = random.nextBoolean()
                    ? new UUID(random.nextLong(), random.nextLong()).toString()
                    : random.ints(random.nextInt(40), 0, 0x2FFF)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
            int partitions = random.nextInt(1, 200);
            byte[] keyOnTheWire = key.getBytes(StandardCharsets.UTF_8);
            assertThat(Partitioning.partitionOf(key, partitions))
                    .as("%s among %d", key, partitions)
                    .isEqualTo(BuiltInPartitioner.partitionForKey(keyOnTheWire, partitions));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // frozen: a ticket's writer and its number follow from this, and topics are older than any client
        "01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d, 12, 7",
        "01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d, 48, 31",
        "T-1042, 48, 46",
        "'', 48, 9"
    })
    void aKeyLivesThereForEver(String key, int partitions, int partition) {
        assertThat(Partitioning.partitionOf(key, partitions)).isEqualTo(partition);
    }

    @Test
    void ticketsSpreadEvenly() {
        int[] tickets = new int[12];
        new Random(42)
                .longs(12_000)
                .mapToObj(bits -> new UUID(bits, ~bits).toString())
                .forEach(key -> tickets[Partitioning.partitionOf(key, 12)]++);

        assertThat(Arrays.stream(tickets).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 5);
    }
}
