package dev.traza.routing.feed;

import dev.traza.routing.store.PositionStore;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Begins each partition where the database says, not where the consumer group says: an emptied database then reads
 * everything again.
 */
@ApplicationScoped
@Identifier("feed")
public class FeedPartitions implements KafkaConsumerRebalanceListener {

    private final PositionStore positions;
    private final FeedProgress progress;
    private final RoutingFeed feed;

    @Inject
    FeedPartitions(PositionStore positions, FeedProgress progress, RoutingFeed feed) {
        this.positions = positions;
        this.progress = progress;
        this.feed = feed;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        // Without the positions nothing may be read at all: events would be passed over that were never worked off.
        Map<TopicPartition, Long> stored = feed.persistently(() -> positions.load(partitions));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, FeedProgress.Span> spans = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            long next = stored.getOrDefault(partition, begin);
            // Beyond the end: the log is another one than it was.
            long from = next < begin || next > end ? begin : next;
            consumer.seek(partition, from);
            spans.put(partition, new FeedProgress.Span(from, end));
        }
        progress.assigned(spans);
        feed.assigned();
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        progress.revoked(partitions);
        feed.revoked(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        onPartitionsRevoked(consumer, partitions);
    }
}
