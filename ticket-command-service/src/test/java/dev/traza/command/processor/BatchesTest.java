package dev.traza.command.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final String TOPIC = "ticket-commands";

    private final Batches batches = new Batches(Duration.ZERO);

    @Test
    void aTransactionEndsWithTheLastRecordThatWasFetchedAndNotBefore() {
        fetched(Map.of(0, List.of(10L, 11L), 3, List.of(7L)));

        assertThat(batches.processed(0, 10)).isFalse();
        assertThat(batches.processed(3, 7)).isFalse();
        assertThat(batches.processed(0, 11)).isTrue();
    }

    @Test
    void whatIsFetchedBeforeAllIsProcessedBelongsToTheSameTransaction() {
        fetched(Map.of(0, List.of(10L)));
        fetched(Map.of(0, List.of(11L), 1, List.of(5L)));

        assertThat(batches.processed(0, 10)).isFalse();
        assertThat(batches.processed(0, 11)).isFalse();
        assertThat(batches.processed(1, 5)).isTrue();
    }

    @Test
    void aPartitionThatIsProcessedElsewhereIsNotWaitedFor() {
        fetched(Map.of(0, List.of(10L), 1, List.of(5L, 6L)));
        batches.processed(1, 5);

        batches.forget(1);

        assertThat(batches.processed(0, 10)).isTrue();
    }

    @Test
    void rightAfterATransactionCommandsAreGatheredForTheNext() {
        Batches gathering = new Batches(Duration.ofHours(1));

        gathering.fetched(0, 10);

        assertThat(gathering.processed(0, 10)).isFalse();
    }

    @Test
    void eachThreadWaitsOnlyForWhatItFetchedItself() {
        Thread other = Thread.ofPlatform().start(() -> batches.fetched(2, 9));
        awaitEnd(other);
        fetched(Map.of(0, List.of(10L)));

        assertThat(batches.processed(0, 10)).isTrue();
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void fetched(Map<Integer, List<Long>> offsets) {
        Batches.Listener listener = new Batches.Listener();
        listener.configure(Map.of(Batches.SETTING, batches));
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = offsets.entrySet().stream()
                .collect(Collectors.toMap(of -> new TopicPartition(TOPIC, of.getKey()), of -> of.getValue().stream()
                        .map(offset -> new ConsumerRecord<>(TOPIC, of.getKey(), offset, new byte[0], new byte[0]))
                        .toList()));
        assertThat(listener.onConsume(new ConsumerRecords<>(records, Map.of())).count())
                .isEqualTo(offsets.values().stream().mapToInt(List::size).sum());
    }
}
