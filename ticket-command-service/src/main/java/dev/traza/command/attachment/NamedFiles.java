package dev.traza.command.attachment;

import dev.traza.blob.BlobStore;
import dev.traza.blob.BlobStoreException;
import dev.traza.blob.NamedFile;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.personal.Erasing;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the store which bytes events name, so that the others can go, and which were erased, so that they go too.
 * Instances share the partitions; how far they are stands in Kafka, and a partition is told again rather than left out.
 */
@ApplicationScoped
class NamedFiles {

    private static final Logger LOG = Logger.getLogger(NamedFiles.class);
    private static final String GROUP = "ticket-command-attachments";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration ASK_WITHIN = Duration.ofSeconds(10);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final BlobStore store;
    private final Map<String, Object> settings;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("named-files").daemon().unstarted(this::follow);
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    @Inject
    NamedFiles(BlobStore store, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.store = store;
        this.settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    }

    void onStart(@Observes StartupEvent start) {
        thread.start();
    }

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopped.countDown();
        KafkaConsumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        if (!thread.join(CLOSE_WITHIN)) {
            LOG.warnf("Following what events name did not end within %s", CLOSE_WITHIN);
        }
    }

    /**
     * Whether the store was told of everything that was put on record before this moment, by whatever instance.
     *
     * @throws KafkaException if Kafka cannot be asked
     */
    boolean toldUntil(Instant moment) {
        try (KafkaConsumer<String, byte[]> asking = open()) {
            Set<TopicPartition> partitions = asking.partitionsFor(Topics.TICKET_EVENTS.name(), ASK_WITHIN).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .collect(Collectors.toSet());
            Map<TopicPartition, OffsetAndMetadata> told = asking.committed(partitions, ASK_WITHIN);
            Map<TopicPartition, Long> ends = asking.endOffsets(partitions, ASK_WITHIN);
            Map<TopicPartition, OffsetAndTimestamp> first = asking.offsetsForTimes(
                    partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> moment.toEpochMilli())),
                    ASK_WITHIN);
            return !partitions.isEmpty()
                    && partitions.stream().allMatch(partition -> {
                        OffsetAndTimestamp later = first.get(partition);
                        long needed = later == null ? ends.getOrDefault(partition, Long.MAX_VALUE) : later.offset();
                        OffsetAndMetadata reached = told.get(partition);
                        return needed == 0 || (reached != null && reached.offset() >= needed);
                    });
        }
    }

    private void follow() {
        while (stopped.getCount() > 0) {
            try (KafkaConsumer<String, byte[]> current = open()) {
                consumer = current;
                current.subscribe(List.of(Topics.TICKET_EVENTS.name()));
                follow(current);
            } catch (WakeupException closing) {
                LOG.debug("Following what events name ends");
            } catch (UnreadableRecordException e) {
                // To go on would leave out what this event names, and its bytes would be removed one day.
                LOG.errorf(e, "An event cannot be read; until it can, no bytes that were kept are removed");
                pause();
            } catch (KafkaException | BlobStoreException e) {
                LOG.warnf("Following what events name was interrupted: %s", e.getMessage());
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> current) throws UnreadableRecordException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        while (stopped.getCount() > 0) {
            for (ConsumerRecord<String, byte[]> record : current.poll(POLL)) {
                hear(EventRecords.TICKET.read(WireRecord.of(record)));
            }
            // Positions move also over what is no record, so they say more than the records do.
            Map<TopicPartition, Long> positions = new HashMap<>();
            new HashSet<>(current.assignment()).forEach(part -> positions.put(part, current.position(part)));
            if (!positions.equals(committed)) {
                current.commitSync();
                committed = positions;
            }
        }
    }

    private void hear(EventEnvelope<TicketEvent> happened) {
        UUID ticketId = happened.ticketId();
        switch (happened.event()) {
            case TicketEvent.TicketOpened opened ->
                opened.attached().forEach(file -> store.name(named(ticketId, null, file)));
            case TicketEvent.CommentAdded comment ->
                comment.attached().forEach(file -> store.name(named(ticketId, comment.commentId(), file)));
            case Erasing erasing -> store.release(ticketId, file -> erasing.erases(scope(file)));
            case TicketEvent _ -> {} // speaks of no files
        }
    }

    private static NamedFile named(UUID ticketId, @Nullable UUID commentId, Attachment file) {
        return new NamedFile(ticketId, commentId, file.attachmentId(), file.sha256());
    }

    private static Scope scope(NamedFile file) {
        UUID commentId = file.commentId();
        return commentId == null ? new Scope.OfTicket() : new Scope.OfComment(commentId);
    }

    private KafkaConsumer<String, byte[]> open() {
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void pause() {
        try {
            if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Following what events name ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
