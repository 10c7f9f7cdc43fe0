package dev.traza.query.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import dev.traza.contract.topic.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other nodes who is at which ticket, and hears it from them. Nothing of it is kept: a node that has just started
 * reads what was said lately, and everybody says it again soon anyway.
 */
@Singleton
public class PresenceTopic {

    private static final Logger LOG = Logger.getLogger(PresenceTopic.class);
    private static final TopicPartition ALL = new TopicPartition(Topics.TICKET_PRESENCE.name(), 0);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration STOP = Duration.ofSeconds(3);

    private final Map<String, Object> kafka;
    private final PresenceBoard board;
    private final LiveConfig config;
    private final Clock clock;
    private final Thread thread = Thread.ofPlatform().name("presence").unstarted(this::follow);
    private volatile @Nullable Producer<String, byte[]> producer;
    private volatile @Nullable Consumer<String, byte[]> consumer;
    private volatile boolean stopping;

    @Inject
    PresenceTopic(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            PresenceBoard board,
            LiveConfig config,
            Clock clock) {
        this.kafka = kafka;
        this.board = board;
        this.config = config;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent start) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "query-presence");
        // Worth nothing once it is late, and said again in seconds: rather refused than waited for.
        settings.put(ProducerConfig.ACKS_CONFIG, "1");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        thread.start();
    }

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopping = true;
        Consumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        if (thread.isAlive() && !thread.join(STOP)) {
            LOG.warn("The reader of presence did not end in time");
        }
        Producer<String, byte[]> writing = producer;
        if (writing != null) {
            writing.close(STOP);
        }
    }

    /**
     * Tells all nodes, this one first.
     *
     * @return false if the others could not be told
     */
    public boolean tell(Presence said) throws InterruptedException {
        board.note(said);
        Producer<String, byte[]> writing = producer;
        if (writing == null) {
            return false;
        }
        try {
            writing.send(new ProducerRecord<>(
                            ALL.topic(),
                            said.ticketId().toString(),
                            ContractJson.mapper().writeValueAsBytes(said)))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Presence can be written as JSON", e);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debugf(e, "Presence could not be told");
            return false;
        }
    }

    private void follow() {
        while (!stopping) {
            try (Consumer<String, byte[]> reading = reader()) {
                consumer = reading;
                begin(reading);
                while (!stopping) {
                    reading.poll(POLL).forEach(this::hear);
                    board.sweep();
                }
            } catch (WakeupException stop) {
                LOG.debug("The reader of presence was asked to stop");
            } catch (KafkaException away) {
                LOG.warnf("Presence cannot be read: %s", away.getClass().getSimpleName());
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private void begin(Consumer<String, byte[]> reading) {
        reading.assign(List.of(ALL));
        long since = clock.instant().minus(config.presentFor()).toEpochMilli();
        OffsetAndTimestamp first = reading.offsetsForTimes(Map.of(ALL, since)).get(ALL);
        if (first == null) {
            reading.seekToEnd(List.of(ALL));
        } else {
            reading.seek(ALL, first.offset());
        }
    }

    private void hear(ConsumerRecord<String, byte[]> read) {
        try {
            board.note(ContractJson.mapper().readValue(read.value(), Presence.class));
        } catch (IOException | RuntimeException unreadable) {
            LOG.debugf(unreadable, "What was said of presence is of a later release, or nonsense");
        }
    }

    private Consumer<String, byte[]> reader() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "query-presence");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
