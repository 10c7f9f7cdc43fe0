package dev.traza.notification.feed;

import dev.traza.notification.feed.FeedPositions.Position;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Lets a feed go on where its ledger ends, whatever Kafka remembers. When the ledger is behind what Kafka remembers, it
 * was lost or put back: it is filled again from the log, and nobody is told a second time.
 */
final class OwnPlace implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(OwnPlace.class);

    private final Stand stand;
    private final FeedPositions positions;
    private final FeedConfig config;
    private final Shutdown shutdown;

    OwnPlace(Stand stand, FeedPositions positions, FeedConfig config, Shutdown shutdown) {
        this.stand = stand;
        this.positions = positions;
        this.config = config;
        this.shutdown = shutdown;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Position> from = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long handledBefore = Optional.ofNullable(committed.get(partition))
                    .map(OffsetAndMetadata::offset)
                    .orElse(0L);
            Position position = StorePatience.untilItAnswers(
                    () -> placeIn(partition, beginnings.getOrDefault(partition, 0L), handledBefore),
                    config.firstStorePause(),
                    config.longestStorePause(),
                    shutdown,
                    trouble -> stand.waits("MongoDB does not answer"));
            consumer.seek(partition, position.next());
            from.put(partition, position);
        }
        stand.assigned(from, consumer.endOffsets(partitions));
        stand.goesOn();
    }

    private Position placeIn(TopicPartition partition, long beginning, long handledBefore) {
        Optional<Position> own = positions.find(partition.topic(), partition.partition());
        if (own.isPresent() && own.get().next() >= handledBefore) {
            return own.get();
        }
        Position position = new Position(own.map(Position::next).orElse(beginning), handledBefore);
        if (handledBefore > 0) {
            LOG.warnf(
                    "The ledger has %s only up to %d, but %d was reached before: it is filled again, and nobody is told twice",
                    partition, position.next(), handledBefore);
        }
        // Before the first record is read, because from then on Kafka no longer remembers how far the old ledger had
        // come.
        positions.save(partition.topic(), partition.partition(), position);
        return position;
    }
}
