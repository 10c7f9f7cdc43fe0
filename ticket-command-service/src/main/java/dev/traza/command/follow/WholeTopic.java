package dev.traza.command.follow;

import dev.traza.contract.topic.TopicSpec;
import dev.traza.kit.feed.Feed;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic of one partition from its beginning at every start, and says in a feed how far it is. */
public final class WholeTopic implements PartitionFollower.Reader {

    private final Feed feed;
    private final Consumer<ConsumerRecord<String, byte[]>> reader;

    private WholeTopic(Feed feed, Consumer<ConsumerRecord<String, byte[]>> reader) {
        this.feed = feed;
        this.reader = reader;
    }

    /**
     * Begins to follow.
     *
     * @param topic of one partition
     * @param feed follows once the end that the topic had at the start was reached
     * @param kafka how to reach Kafka
     * @param reader called for each record in order, on one thread; after a failure all come again
     */
    public static PartitionFollower follow(
            TopicSpec topic, Feed feed, Map<String, Object> kafka, Consumer<ConsumerRecord<String, byte[]>> reader) {
        return PartitionFollower.start(
                new TopicPartition(topic.name(), 0),
                PartitionFollower.From.BEGINNING,
                kafka,
                new WholeTopic(feed, reader));
    }

    @Override
    public void positioned() {
        // Nothing can be said before the present end was reached.
    }

    @Override
    public void caughtUp() {
        feed.enter(new Feed.State.Following());
    }

    @Override
    public void interrupted(KafkaException cause) {
        feed.enter(new Feed.State.Waiting("Kafka"));
    }

    @Override
    public void read(ConsumerRecord<String, byte[]> record) {
        reader.accept(record);
        feed.position(record.partition(), record.offset() + 1);
    }
}
