package dev.traza.bench.stack;

import dev.traza.bench.load.Ending;
import dev.traza.bench.load.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's part of a command and nothing else: records of the same sizes to as many topics and the place in the input, in
 * one transaction, with the producer set as the command service's. Less than this no command can take.
 */
public final class BareTransaction implements Target, AutoCloseable {

    private static final String TOPIC = "bare-transaction-";
    private static final int RETRY_BACKOFF_MILLIS = 2;

    private final KafkaProducer<byte[], byte[]> producer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<Integer> sizes;
    private final int partitions;
    private final SplittableRandom random = new SplittableRandom(7);
    private long place;

    private BareTransaction(KafkaProducer<byte[], byte[]> producer, List<Integer> sizes, int partitions) {
        this.producer = producer;
        this.sizes = List.copyOf(sizes);
        this.partitions = partitions;
    }

    /**
     * Makes the topics and a producer.
     *
     * @param sizes bytes of each record of a transaction; each goes to a topic of its own
     * @param partitions of each topic
     */
    public static BareTransaction on(String bootstrapServers, List<Integer> sizes, int partitions)
            throws InterruptedException {
        List<NewTopic> topics = new ArrayList<>();
        for (int n = 0; n < sizes.size(); n++) {
            topics.add(new NewTopic(TOPIC + n, partitions, (short) 1));
        }
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("The topics of the yardstick cannot be made", e.getCause());
            }
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bare-transaction-" + UUID.randomUUID());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MILLIS);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return new BareTransaction(producer, sizes, partitions);
    }

    /** How many bytes a transaction writes. */
    public int bytes() {
        return sizes.stream().mapToInt(Integer::intValue).sum();
    }

    /** How many records a transaction writes. */
    public int records() {
        return sizes.size();
    }

    @Override
    public void begin(long number, Consumer<Ending> ended) {
        thread.execute(() -> {
            Ending ending = Ending.ACCEPTED;
            try {
                transact();
            } catch (KafkaException e) {
                ending = Ending.FAILED;
            }
            ended.accept(ending);
        });
    }

    /** One transaction; comes back when the broker has committed it. */
    public void transact() {
        producer.beginTransaction();
        int partition = random.nextInt(partitions);
        for (int n = 0; n < sizes.size(); n++) {
            producer.send(new ProducerRecord<>(TOPIC + n, partition, null, new byte[sizes.get(n)]));
        }
        producer.sendOffsetsToTransaction(
                Map.of(new TopicPartition(TOPIC + 0, partition), new OffsetAndMetadata(++place)),
                new ConsumerGroupMetadata("bare-transaction"));
        producer.commitTransaction();
    }

    @Override
    public void close() {
        thread.shutdown();
        producer.close(Duration.ofSeconds(5));
    }
}
