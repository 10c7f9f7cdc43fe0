package dev.traza.notification.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.traza.kit.feed.Feed;
import dev.traza.kit.feed.FeedHealth;
import dev.traza.notification.Wire;
import dev.traza.notification.feed.FeedPositions.Position;
import dev.traza.notification.store.MongoFeedPositions;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a feed goes on, by what its ledger knows and by what Kafka remembers. */
@WithServers
class OwnPlaceTest {

    private final TestServers servers;
    private final String name = "own-place-" + UUID.randomUUID();
    private final TopicPartition partition = new TopicPartition(name, 0);
    private final MongoClient client;
    private final MongoDatabase database;
    private final FeedPositions positions;
    private final Feed feed = new FeedHealth().feed(name);
    private final Stand stand = new Stand(feed);
    private final OwnPlace place;
    private final KafkaConsumer<String, byte[]> consumer;

    OwnPlaceTest(TestServers servers) {
        this.servers = servers;
        client = MongoClients.create(servers.mongoConnectionString());
        database = client.getDatabase("place_" + UUID.randomUUID().toString().substring(0, 8));
        positions = new MongoFeedPositions(database);
        place = new OwnPlace(stand, positions, new ShortPauses(), new Shutdown());
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        name,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @BeforeEach
    void tenRecords() throws Exception {
        try (Admin admin = Admin.create(
                        Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()));
                Wire wire = new Wire(servers.bootstrapServers())) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
            for (int i = 0; i < 10; i++) {
                wire.raw(new ProducerRecord<>(name, "k", new byte[] {(byte) i}));
            }
        }
        consumer.assign(List.of(partition));
    }

    @AfterEach
    void forget() {
        consumer.close();
        database.drop();
        client.close();
    }

    @Test
    void aNewLedgerBeginsAtTheBeginningAndTellsPeople() {
        place.onPartitionsAssigned(consumer, List.of(partition));

        assertThat(consumer.position(partition)).isZero();
        assertThat(stand.isQuiet(partition, 0)).isFalse();
    }

    @Test
    void aLedgerGoesOnWhereItEndsWhateverKafkaRemembers() {
        positions.save(name, 0, new Position(8, 0));
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(6)));

        place.onPartitionsAssigned(consumer, List.of(partition));

        assertThat(consumer.position(partition)).isEqualTo(8);
        assertThat(stand.isQuiet(partition, 8)).isFalse();
    }

    @Test
    void aLostLedgerIsFilledAgainFromTheBeginningAndNobodyIsToldTwice() {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(6)));

        place.onPartitionsAssigned(consumer, List.of(partition));

        assertThat(consumer.position(partition)).isZero();
        assertThat(stand.isQuiet(partition, 5)).isTrue();
        assertThat(stand.isQuiet(partition, 6)).isFalse();
    }

    @Test
    void aRefillThatIsCutOffStaysQuietAlthoughKafkaHasForgottenByThen() {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(6)));
        place.onPartitionsAssigned(consumer, List.of(partition));
        positions.save(name, 0, stand.advance(partition, 2));
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(2)));

        Stand afterRestart = new Stand(feed);
        new OwnPlace(afterRestart, positions, new ShortPauses(), new Shutdown())
                .onPartitionsAssigned(consumer, List.of(partition));

        assertThat(consumer.position(partition)).isEqualTo(2);
        assertThat(afterRestart.isQuiet(partition, 5)).isTrue();
        assertThat(afterRestart.isQuiet(partition, 6)).isFalse();
    }

    @Test
    void aFeedHasCaughtUpWhenItsConsumerIsWhereTheLogEndedAtTheStart() {
        place.onPartitionsAssigned(consumer, List.of(partition));
        assertThat(feed.state()).isInstanceOf(Feed.State.CatchingUp.class);

        stand.compare(Map.of(partition, 9L));
        assertThat(feed.state()).isInstanceOf(Feed.State.CatchingUp.class);

        stand.compare(Map.of(partition, 10L));
        assertThat(feed.state()).isInstanceOf(Feed.State.Following.class);
    }

    private record ShortPauses() implements FeedConfig {
        @Override
        public Duration tooOldAfter() {
            return Duration.ofHours(24);
        }

        @Override
        public Duration firstStorePause() {
            return Duration.ofMillis(10);
        }

        @Override
        public Duration longestStorePause() {
            return Duration.ofMillis(10);
        }
    }
}
