package dev.traza.query.live;

import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.view.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** What happened before what is remembered: reads a stretch of the log from Kafka, for whoever was away. */
public final class PastLog implements LiveLog.Ends {

    private static final Logger LOG = Logger.getLogger(PastLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Map<String, Source> sources;
    private final HappeningRecords records;

    /**
     * @param consumers makes one that belongs to no group and reads what is committed
     * @param sources by the names of their topics
     */
    public PastLog(Supplier<Consumer<String, byte[]>> consumers, Map<String, Source> sources) {
        this.consumers = consumers;
        this.sources = Map.copyOf(sources);
        this.records = new HappeningRecords(sources);
    }

    @Override
    public Map<LogPartition, Long> of(Collection<LogPartition> partitions) throws ReadModelAwayException {
        try (Consumer<String, byte[]> consumer = consumers.get()) {
            Map<LogPartition, Long> ends = new HashMap<>();
            consumer.endOffsets(
                            partitions.stream()
                                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                                    .toList(),
                            PATIENCE)
                    .forEach((partition, end) ->
                            ends.put(new LogPartition(partition.topic(), partition.partition()), end));
            return ends;
        } catch (KafkaException e) {
            throw new ReadModelAwayException(
                    "Kafka does not answer: " + e.getClass().getSimpleName(), e);
        }
    }

    /**
     * The end of the log at present.
     *
     * @throws ReadModelAwayException if Kafka cannot be reached
     */
    public Places end(int partitions) throws ReadModelAwayException {
        Places end = Places.beginning(partitions);
        of(sources.keySet().stream()
                        .flatMap(topic -> IntStream.range(0, partitions)
                                .mapToObj(partition -> new LogPartition(topic, partition)))
                        .toList())
                .forEach((partition, offset) -> end.set(source(partition.topic()), partition.partition(), offset));
        return end;
    }

    /** What happened between two places. */
    public Stretch between(Places from, Places to) {
        return new Stretch(from, to);
    }

    /** A part of the log on its way to one reader. */
    public final class Stretch implements AutoCloseable {

        private final Consumer<String, byte[]> consumer = consumers.get();
        private final Places to;
        private final Map<TopicPartition, Long> left;

        private Stretch(Places from, Places to) {
            this.to = to.copy();
            this.left = sources.entrySet().stream()
                    .flatMap(topic -> IntStream.range(0, from.partitions())
                            .filter(partition ->
                                    from.next(topic.getValue(), partition) < to.next(topic.getValue(), partition))
                            .mapToObj(partition -> new TopicPartition(topic.getKey(), partition)))
                    .collect(Collectors.toMap(
                            partition -> partition,
                            partition -> to.next(source(partition.topic()), partition.partition())));
            consumer.assign(left.keySet());
            left.keySet()
                    .forEach(partition ->
                            consumer.seek(partition, from.next(source(partition.topic()), partition.partition())));
        }

        /**
         * What comes next, of each partition in its order; nothing if it does not come in time.
         *
         * @throws KafkaException if Kafka cannot be reached, or the log does not hold the place any more
         */
        public List<Happening> next(Duration longest) {
            List<Happening> happenings = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> read : consumer.poll(longest)) {
                if (read.offset() < to.next(source(read.topic()), read.partition())) {
                    read(read, happenings);
                }
            }
            List<TopicPartition> over = left.entrySet().stream()
                    .filter(partition -> consumer.position(partition.getKey(), PATIENCE) >= partition.getValue())
                    .map(Map.Entry::getKey)
                    .toList();
            if (!over.isEmpty()) {
                over.forEach(left::remove);
                consumer.pause(over);
            }
            return happenings;
        }

        private void read(ConsumerRecord<String, byte[]> read, List<Happening> into) {
            try {
                into.add(records.read(read));
            } catch (UnreadableRecordException unreadable) {
                LOG.debugf(unreadable, "The feeds tell of %s-%d, %d", read.topic(), read.partition(), read.offset());
            }
        }

        /** Whether all was read. */
        public boolean isOver() {
            return left.isEmpty();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    private Source source(String topic) {
        return Objects.requireNonNull(sources.get(topic), topic);
    }
}
