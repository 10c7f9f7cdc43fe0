package dev.traza.routing.feed;

import com.mongodb.MongoException;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.topic.Topics;
import dev.traza.kit.feed.Feed;
import dev.traza.kit.feed.FeedHealth;
import dev.traza.routing.commands.SendFailedException;
import dev.traza.routing.commands.Sender;
import dev.traza.routing.directory.Organisation;
import dev.traza.routing.directory.Rules;
import dev.traza.routing.store.LedgerStore;
import dev.traza.routing.store.PositionStore;
import dev.traza.routing.store.StoreConflictException;
import dev.traza.routing.store.TicketStore;
import dev.traza.routing.store.WorkloadStore;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Hears tickets and their service-level clocks. Both topics come through one consumer with the range assignor, so that
 * the same instance has a ticket's partition of both, and one thread decides on a ticket.
 */
@ApplicationScoped
public class RoutingFeed {

    private static final Logger LOG = Logger.getLogger(RoutingFeed.class);
    private static final Duration PROBE = Duration.ofMillis(200);

    private final FeedConfig config;
    private final FeedProgress progress;
    private final PositionStore positions;
    private final RoutingMetrics metrics;
    private final RoutingWork work;
    private final Feed tickets;
    private final Feed slas;
    private final Map<String, Object> kafka;
    private final ReentrantLock working = new ReentrantLock();
    private Map<TopicPartition, FeedProgress.Span> seenBehind = Map.of(); // of the catch-up thread alone
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ScheduledExecutorService catchUp = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("routing-catch-up").factory());

    @Inject
    RoutingFeed(
            FeedConfig config,
            DecisionConfig decisions,
            FeedProgress progress,
            PositionStore positions,
            TicketStore ticketStore,
            WorkloadStore workloads,
            LedgerStore ledger,
            Organisation organisation,
            Rules rules,
            Sender sender,
            RoutingMetrics metrics,
            FeedHealth health,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Clock clock) {
        this.config = config;
        this.progress = progress;
        this.positions = positions;
        this.metrics = metrics;
        this.kafka = kafka;
        tickets = health.feed(Topics.TICKET_EVENTS.name());
        slas = health.feed(Topics.SLA_EVENTS.name());
        work = new RoutingWork(
                ticketStore,
                workloads,
                ledger,
                organisation,
                rules,
                sender,
                decisions,
                config.maxHeld(),
                metrics,
                clock);
        catchUp.scheduleWithFixedDelay(
                this::catchUp,
                config.catchUpInterval().toMillis(),
                config.catchUpInterval().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Works off what was polled; of each partition in its order. */
    @Incoming("feed")
    @Blocking
    public void receive(ConsumerRecords<String, byte[]> records) {
        List<Heard> heard = new ArrayList<>(records.count());
        Map<TopicPartition, Long> next = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (progress.owns(partition)) {
                read(record).ifPresent(heard::add);
                next.put(partition, record.offset() + 1);
            }
        }
        persistently(() -> {
            workOff(heard, next);
            return next;
        });
    }

    /**
     * Does something until it succeeds, or so often has not that the feed gives up.
     *
     * @throws RuntimeException what the last try threw, when the feed gives up or is stopped
     */
    <T> T persistently(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (MongoException | SendFailedException | StoreConflictException e) {
                waitOrGiveUp(attempt, e);
            }
        }
    }

    void assigned() {
        enter(progress.behind().isEmpty() ? new Feed.State.Following() : new Feed.State.CatchingUp());
    }

    void revoked(Collection<TopicPartition> partitions) {
        // What is being worked off is finished first if it can be: then the next owner does not do it a second time.
        boolean quiet = false;
        try {
            quiet = working.tryLock(config.retryDelay().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (quiet) {
                working.unlock();
            }
        }
        partitions.forEach(partition -> work.forget(partition.partition()));
    }

    void onStop(@Observes ShutdownEvent stop) {
        stopping.countDown();
    }

    @PreDestroy
    void close() {
        stopping.countDown();
        catchUp.shutdownNow();
    }

    private void workOff(List<Heard> heard, Map<TopicPartition, Long> next) {
        working.lock();
        try {
            Set<Integer> touched = new HashSet<>();
            next.keySet().forEach(partition -> touched.add(partition.partition()));
            Set<Integer> wereBehind = new HashSet<>(touched);
            wereBehind.removeIf(partition -> !progress.behind(partition));
            work.apply(heard, wereBehind::contains);
            progress.advance(next);
            wereBehind.removeIf(progress::behind);
            wereBehind.forEach(this::caughtUp);
            savePositions(touched);
            show(next);
        } finally {
            working.unlock();
        }
    }

    // While a partition is behind, its decisions are only held in memory, so a restart must read its events again.
    private void savePositions(Set<Integer> touched) {
        Set<Integer> settled = new HashSet<>(touched);
        settled.removeIf(progress::behind);
        positions.save(progress.next(settled));
    }

    private void caughtUp(int partition) {
        work.caughtUp(partition);
        if (progress.behind().isEmpty()) {
            enter(new Feed.State.Following());
        }
    }

    /**
     * Finds out whether the end has been reached. Offsets alone do not tell: the last ones of a log may be the marks of
     * transactions, which no consumer is given.
     */
    private void catchUp() {
        Map<TopicPartition, FeedProgress.Span> present = progress.behind();
        // Where something was worked off since the last look, there may be more of it.
        Map<TopicPartition, FeedProgress.Span> behind = new HashMap<>(present);
        behind.entrySet().retainAll(seenBehind.entrySet());
        seenBehind = present;
        if (behind.isEmpty()) {
            return;
        }
        try (Consumer<String, byte[]> probe = probe()) {
            probe.assign(behind.keySet());
            behind.forEach((partition, span) -> probe.seek(partition, span.next()));
            ConsumerRecords<String, byte[]> found = probe.poll(PROBE);
            working.lock();
            try {
                Set<Integer> touched = new HashSet<>();
                behind.forEach((partition, span) -> {
                    boolean anything =
                            found.records(partition).stream().anyMatch(record -> record.offset() < span.end());
                    if (!anything && probe.position(partition, PROBE) >= span.end()) {
                        progress.atEnd(partition);
                        touched.add(partition.partition());
                    }
                });
                touched.removeIf(progress::behind);
                touched.forEach(this::caughtUp);
                savePositions(touched);
            } finally {
                working.unlock();
            }
        } catch (RuntimeException e) { // whatever it is: an exception would end the schedule, and with it readiness
            LOG.warnf("Not yet caught up: %s", e);
        }
    }

    private Consumer<String, byte[]> probe() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "routing-service-catch-up");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Optional<Heard> read(ConsumerRecord<String, byte[]> record) {
        try {
            WireRecord written = WireRecord.of(record);
            return Optional.of(
                    record.topic().equals(Topics.TICKET_EVENTS.name())
                            ? new Heard.OfTicket(record.partition(), EventRecords.TICKET.read(written))
                            : new Heard.OfSla(record.partition(), EventRecords.SLA.read(written)));
        } catch (UnreadableRecordException e) {
            metrics.unreadable(record.topic());
            LOG.warnf(
                    "Passed over an unreadable event at %s-%d@%d: %s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
            return Optional.empty();
        }
    }

    private void waitOrGiveUp(int attempt, RuntimeException e) {
        if (attempt >= config.maxAttempts()) {
            enter(new Feed.State.Failed("gave up after %d attempts: %s".formatted(attempt, e.getMessage())));
            throw e;
        }
        LOG.warnf("Attempt %d to work off events failed: %s", attempt, e.getMessage());
        if (!(e instanceof StoreConflictException)) {
            enter(new Feed.State.Waiting(e.getClass().getSimpleName()));
        }
        try {
            if (stopping.await(config.retryDelay().toMillis(), TimeUnit.MILLISECONDS)) {
                throw e; // the events stay where they are for the next start
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw e;
        }
    }

    private void enter(Feed.State state) {
        tickets.enter(state);
        slas.enter(state);
    }

    private void show(Map<TopicPartition, Long> next) {
        next.forEach((partition, offset) -> (partition.topic().equals(Topics.TICKET_EVENTS.name()) ? tickets : slas)
                .position(partition.partition(), offset));
        Feed.State state = tickets.state();
        if (state instanceof Feed.State.Waiting) {
            enter(progress.behind().isEmpty() ? new Feed.State.Following() : new Feed.State.CatchingUp());
        }
    }
}
