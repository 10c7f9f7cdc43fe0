package dev.traza.stack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.stack.process.Lifetime;
import dev.traza.stack.process.PartFailed;
import dev.traza.stack.process.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaProcessTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Path folder;

    KafkaProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aReaderSeesWhatWasCommittedAndNothingThatWasAborted() throws Exception {
        try (KafkaProcess kafka = KafkaProcess.inFolder(folder)) {
            // given a broker with a topic
            kafka.start();
            makeTopic(kafka, "things", 1);

            // when one transaction is aborted and the next is committed
            try (var producer = producer(kafka)) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("things", "k", "aborted"));
                producer.flush();
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("things", "k", "committed"));
                producer.commitTransaction();
            }

            // then
            assertThat(readCommitted(kafka, "things", 1)).containsExactly("committed");
        }
    }

    @Test
    void theBrokerCarriesTheProtocolsThatTheProcessorNeeds() throws Exception {
        try (KafkaProcess kafka = KafkaProcess.inFolder(folder);
                Admin admin = start(kafka)) {
            var features = admin.describeFeatures()
                    .featureMetadata()
                    .get(BOUND.toSeconds(), TimeUnit.SECONDS)
                    .finalizedFeatures();

            assertThat(features.get("transaction.version"))
                    .satisfies(level -> assertThat(level.maxVersionLevel()).isEqualTo((short) 2));
            assertThat(features.get("streams.version"))
                    .satisfies(level -> assertThat(level.maxVersionLevel()).isPositive());
        }
    }

    /**
     * The answer to a commit comes before its ends are written into the partitions. A kill in between leaves that to the
     * next start; it must not forget one, or no reader gets past it any more (see AfterKill in local-stack/kafka).
     */
    @Test
    void whatWasCommittedSurvivesAKillAndTheBrokerComesBackOnTheSamePort() throws Exception {
        try (KafkaProcess kafka = KafkaProcess.inFolder(folder)) {
            // given a transaction over many partitions
            kafka.start();
            int partitions = 8;
            makeTopic(kafka, "things", partitions);
            try (var producer = producer(kafka)) {
                producer.initTransactions();
                producer.beginTransaction();
                for (int partition = 0; partition < partitions; partition++) {
                    producer.send(new ProducerRecord<>("things", partition, "k", "kept in " + partition));
                }
                producer.commitTransaction();

                // when the broker is killed in the moment of the answer
                kafka.kill();
            }
            assertThat(Ports.isOpen(kafka.port())).isFalse();
            kafka.start();

            // then
            assertThat(readCommitted(kafka, "things", partitions))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, partitions)
                            .mapToObj(partition -> "kept in " + partition)
                            .toList());
        }
    }

    @Test
    void aPortThatIsTakenIsToldInOneSentenceWithTheLog() throws Exception {
        try (ServerSocket other = new ServerSocket(Ports.free(), 1, InetAddress.getByName(Ports.LOCALHOST));
                KafkaProcess kafka = new KafkaProcess(
                        folder, folder.resolve("kafka.log"), other.getLocalPort(), Ports.free(), Lifetime.THIS_JVM)) {
            assertThatThrownBy(kafka::start)
                    .isInstanceOf(PartFailed.class)
                    .hasMessageContaining("kafka ended while it started")
                    .hasMessageContaining("in use")
                    .hasMessageContaining(kafka.log().toString())
                    .hasMessageNotContaining("\n");
            assertThat(kafka.isAlive()).isFalse();
        }
    }

    private static Admin start(KafkaProcess kafka) {
        kafka.start();
        return Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    private static void makeTopic(KafkaProcess kafka, String name, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get(BOUND.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<String, String> producer(KafkaProcess kafka) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "test"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> readCommitted(KafkaProcess kafka, String topic, int count) {
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> values = new ArrayList<>();
            Awaitility.await().atMost(BOUND).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
            return values;
        }
    }
}
