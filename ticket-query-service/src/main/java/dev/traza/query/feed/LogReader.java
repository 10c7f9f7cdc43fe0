package dev.traza.query.feed;

import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.reader.KeyCache;
import dev.traza.contract.reader.KeysAwayException;
import dev.traza.contract.sealing.TextKeys;
import dev.traza.kit.feed.Feed;
import dev.traza.query.log.GapException;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.Projection;
import dev.traza.query.log.ReadModelAwayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads the log into one projection, on a thread of its own: place the consumer where the projection says, read, apply,
 * and again. Reading and applying happen on the same thread, so a partition is never given to another node in the middle
 * of a batch. Whatever goes wrong in between, the answer is the same: forget what was read and begin again at the
 * projection's own position.
 *
 * @param <T> what is read from the log
 */
final class LogReader<T> implements Runnable {

    /** Says what a record holds. */
    interface Reading<T> {

        /** The keys of the texts in it that are wanted. */
        Set<UUID> keysOf(ConsumerRecord<String, byte[]> read) throws UnreadableRecordException;

        /** @param keys those that {@link #keysOf} has named */
        T of(ConsumerRecord<String, byte[]> read, TextKeys keys) throws UnreadableRecordException;
    }

    /** What to do when the log does not hold the projection's position. */
    enum OutOfRange {
        /** The log is not the one that the projection was made from; a person has to look. */
        STOP,
        /** Go on with the oldest that is there: old records are deleted by design, or the projection was emptied. */
        GO_ON
    }

    /** Says how long to rest after a batch, so that others get their turn. */
    interface Pace {

        /** Without a rest. */
        Pace FULL = (took, caughtUp) -> Duration.ZERO;

        /**
         * How long to rest.
         *
         * @param took how long the batch took
         * @param caughtUp whether the reader follows the log already
         */
        Duration restAfter(Duration took, boolean caughtUp);
    }

    private static final Logger LOG = Logger.getLogger(LogReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final int MOST_REWINDS = 10_000;

    private final Feed feed;
    private final List<String> topics;
    private final boolean shared;
    private final FeedConfig config;
    private final FeedConfig.OnUnreadable onUnreadable;
    private final Supplier<OutOfRange> onOutOfRange;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Reading<T> reading;
    private final KeyCache keys;
    private final Projection<T> projection;
    private final Consumer<List<T>> applied;
    private final Pace pace;
    private volatile FeedMetrics metrics;

    /** Assigned, but the consumer stands not yet where the projection wants it. */
    private final Set<TopicPartition> toPlace = new HashSet<>();
    /** To be read from the beginning because the projection has lost something of them. */
    private final Set<TopicPartition> toRewind = new HashSet<>();
    /** The ends that partitions had when they were first placed. */
    private final Map<TopicPartition, Long> goals = new HashMap<>();
    /** What this reader has made the projection remember. */
    private final Map<LogPartition, Long> remembered = new HashMap<>();
    /** Up to where everything that is assigned to this reader is in the projection. */
    private final Map<LogPartition, Long> reached = new ConcurrentHashMap<>();
    /** Gaps that were met by reading a partition from its beginning. */
    private final Set<String> rewoundFor = new HashSet<>();

    private boolean assigned;
    private volatile boolean caughtUp;
    private int failures;
    private long restMillis;
    private long verifyAt;
    private long progressAt;
    private volatile boolean stopping;

    /**
     * @param shared whether the partitions are shared with the nodes of the same group; else this reader takes all
     * @param applied told of what the projection has taken in while the reader follows the log
     */
    LogReader(
            Feed feed,
            List<String> topics,
            boolean shared,
            FeedConfig config,
            FeedConfig.OnUnreadable onUnreadable,
            Supplier<OutOfRange> onOutOfRange,
            KafkaConsumer<String, byte[]> consumer,
            Reading<T> reading,
            KeyCache keys,
            Projection<T> projection,
            Consumer<List<T>> applied,
            FeedMetrics metrics) {
        this(
                feed,
                topics,
                shared,
                config,
                onUnreadable,
                onOutOfRange,
                consumer,
                reading,
                keys,
                projection,
                applied,
                metrics,
                Pace.FULL);
    }

    /** @param pace how much of its thread's time the reader takes */
    LogReader(
            Feed feed,
            List<String> topics,
            boolean shared,
            FeedConfig config,
            FeedConfig.OnUnreadable onUnreadable,
            Supplier<OutOfRange> onOutOfRange,
            KafkaConsumer<String, byte[]> consumer,
            Reading<T> reading,
            KeyCache keys,
            Projection<T> projection,
            Consumer<List<T>> applied,
            FeedMetrics metrics,
            Pace pace) {
        this.feed = feed;
        this.topics = topics;
        this.shared = shared;
        this.config = config;
        this.onUnreadable = onUnreadable;
        this.onOutOfRange = onOutOfRange;
        this.consumer = consumer;
        this.reading = reading;
        this.keys = keys;
        this.projection = projection;
        this.applied = applied;
        this.metrics = metrics;
        this.pace = pace;
    }

    /** From now on its figures are these. */
    void measuredBy(FeedMetrics others) {
        metrics = others;
    }

    /** The offset up to which all is in the projection, of each partition that this reader has. */
    Map<LogPartition, Long> reached() {
        return Map.copyOf(reached);
    }

    /** Lets the reader finish the batch it has in hand and end. */
    void stop() {
        stopping = true;
        consumer.wakeup();
    }

    /** Whether everything was read that the log held when the reader began. */
    boolean hasCaughtUp() {
        return caughtUp;
    }

    @Override
    public void run() {
        try {
            if (shared) {
                consumer.subscribe(topics, new Assignment());
            }
            while (!stopping) {
                try {
                    step();
                } catch (ReadModelAwayException away) {
                    standBack(String.valueOf(away.getMessage()), away);
                } catch (RetriableException away) {
                    standBack("Kafka does not answer: " + away.getClass().getSimpleName(), away);
                } catch (KeysAwayException away) {
                    standBack("Texts cannot be opened: " + away.getMessage(), away);
                }
            }
        } catch (WakeupException stop) {
            LOG.debugf("The feed %s was asked to stop", feed.name());
        } catch (StoppedException stopped) {
            LOG.errorf(stopped, "The feed %s stops: %s", feed.name(), stopped.getMessage());
            feed.enter(new Feed.State.Failed(String.valueOf(stopped.getMessage())));
        } catch (RuntimeException | Error unexpected) {
            LOG.errorf(unexpected, "The feed %s stops unexpectedly", feed.name());
            feed.enter(new Feed.State.Failed(unexpected.getClass().getSimpleName()));
        } finally {
            close();
        }
    }

    private void step() throws ReadModelAwayException, StoppedException {
        try {
            rest();
            if (!shared && !assigned) {
                assignAll();
            }
            place();
            read();
        } catch (GapException gap) {
            rewind(gap);
        } catch (OffsetOutOfRangeException outOfRange) {
            meet(outOfRange);
        }
    }

    private void assignAll() {
        List<TopicPartition> all = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(all);
        toPlace.addAll(all);
        assigned = true;
    }

    /** Puts the consumer where the projection is. */
    private void place() throws ReadModelAwayException {
        if (toPlace.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(toPlace);
        Map<LogPartition, Long> positions =
                projection.positions(toPlace.stream().map(LogReader::named).toList());
        for (TopicPartition partition : toPlace) {
            Long next = positions.get(named(partition));
            if (next == null || toRewind.contains(partition)) {
                consumer.seekToBeginning(Set.of(partition));
                reached.remove(named(partition));
            } else {
                consumer.seek(partition, next);
                reached.put(named(partition), next);
            }
            if (!caughtUp) {
                goals.putIfAbsent(partition, ends.getOrDefault(partition, 0L));
            }
        }
        toPlace.clear();
        consumer.resume(consumer.paused());
    }

    private void read() throws ReadModelAwayException, GapException, StoppedException {
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        long began = System.nanoTime();
        if (!records.isEmpty()) {
            List<T> batch = decode(records);
            Map<LogPartition, Long> next = records.nextOffsets().entrySet().stream()
                    .collect(Collectors.toMap(entry -> named(entry.getKey()), entry -> entry.getValue()
                            .offset()));
            try {
                projection.apply(batch, next);
            } catch (GapException gap) {
                rememberToRewind(records, gap);
                throw gap;
            }
            remembered.putAll(next);
            reached.putAll(next);
            toRewind.removeAll(records.nextOffsets().keySet());
            metrics.batch(batch.size());
            if (caughtUp) {
                applied.accept(batch);
            }
            goesWell();
            look();
            takeARest(Duration.ofNanos(System.nanoTime() - began));
        } else {
            passOver();
            if (caughtUp) {
                verify();
            }
            if (nothingWaits()) {
                goesWell();
            }
            look();
        }
    }

    /** Remembers what was gone past without a record: marks of transactions at the end of the log, and what was aborted. */
    private void passOver() throws ReadModelAwayException, GapException {
        Map<LogPartition, Long> next = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            // Without a known end the consumer may not know its place either, and asking for it would wait.
            if (!toPlace.contains(partition) && consumer.currentLag(partition).isPresent()) {
                long position = consumer.position(partition);
                Long known = reached.get(named(partition));
                if (known == null || known < position) {
                    next.put(named(partition), position);
                }
            }
        }
        if (!next.isEmpty()) {
            projection.apply(List.of(), next);
            remembered.putAll(next);
            reached.putAll(next);
        }
    }

    private void takeARest(Duration took) {
        Duration rest = pace.restAfter(took, caughtUp);
        if (rest.isPositive() && !stopping) {
            LockSupport.parkNanos(rest.toNanos());
        }
    }

    /** Whether the reader is known to be at the end; right after a pause it is not known. */
    private boolean nothingWaits() {
        return toPlace.isEmpty()
                && consumer.assignment().stream()
                        .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
    }

    private List<T> decode(ConsumerRecords<String, byte[]> records) throws StoppedException {
        // In one request for all of them. If one is not to be had, none of the records counts as read.
        TextKeys opening = keys.of(keysOf(records));
        List<T> batch = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> read : records) {
            try {
                batch.add(reading.of(read, opening));
            } catch (UnreadableRecordException unreadable) {
                String what = "the record at %s-%d, offset %d, cannot be read: %s"
                        .formatted(read.topic(), read.partition(), read.offset(), unreadable.getMessage());
                switch (onUnreadable) {
                    case STOP -> throw new StoppedException(what, unreadable);
                    case SKIP -> {
                        LOG.warnf("Left out: %s", what);
                        metrics.leftOut();
                    }
                }
            }
        }
        return batch;
    }

    private Set<UUID> keysOf(ConsumerRecords<String, byte[]> records) {
        Set<UUID> named = new HashSet<>();
        for (ConsumerRecord<String, byte[]> read : records) {
            try {
                named.addAll(reading.keysOf(read));
            } catch (UnreadableRecordException unreadable) {
                LOG.debugf(unreadable, "It is told of when the record is read");
            }
        }
        return named;
    }

    /** Finds out how far the reader is behind. */
    private void look() {
        goals.entrySet()
                .removeIf(goal -> !toPlace.contains(goal.getKey())
                        && consumer.assignment().contains(goal.getKey())
                        && consumer.position(goal.getKey()) >= goal.getValue());
        if (!caughtUp && assigned && toPlace.isEmpty() && goals.isEmpty()) {
            caughtUp = true;
            verifyAt = System.nanoTime() + config.verifyEvery().toNanos();
            LOG.infof("The feed %s has caught up with the log", feed.name());
            feed.enter(new Feed.State.Following());
        }
        long lag = 0;
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong behind = toPlace.contains(partition) ? OptionalLong.empty() : consumer.currentLag(partition);
            lag += behind.orElse(0);
        }
        metrics.lag(lag);
        if (!caughtUp && lag > 0 && System.nanoTime() - progressAt > 0) {
            progressAt = System.nanoTime() + PROGRESS_EVERY.toNanos();
            LOG.infof("The feed %s is catching up: %d records to go", feed.name(), lag);
        }
    }

    /** A read model that was emptied has lost its positions too. */
    private void verify() throws ReadModelAwayException {
        if (System.nanoTime() - verifyAt < 0) {
            return;
        }
        verifyAt = System.nanoTime() + config.verifyEvery().toNanos();
        Map<LogPartition, Long> positions = projection.positions(
                consumer.assignment().stream().map(LogReader::named).toList());
        boolean lost = consumer.assignment().stream()
                .map(LogReader::named)
                .anyMatch(partition -> positions.getOrDefault(partition, 0L) < remembered.getOrDefault(partition, 0L));
        if (lost) {
            LOG.warnf(
                    "What the feed %s had made is gone or older than it was; it is made again from the log",
                    feed.name());
            remembered.clear();
            beginAgain();
        }
    }

    private void rememberToRewind(ConsumerRecords<String, byte[]> records, GapException gap) {
        String key = gap.ticketId().toString();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (key.equals(record.key())) {
                // All topics share the ticket's partition number.
                consumer.assignment().stream()
                        .filter(partition -> partition.partition() == record.partition())
                        .forEach(toRewind::add);
            }
        }
    }

    private void rewind(GapException gap) throws StoppedException {
        if (toRewind.isEmpty()
                || rewoundFor.size() >= MOST_REWINDS
                || !rewoundFor.add(String.valueOf(gap.getMessage()))) {
            throw new StoppedException(
                    "the log itself has a hole, or nothing that is written stays: " + gap.getMessage(), gap);
        }
        LOG.warnf(
                "The feed %s has lost something and reads %s again from the beginning: %s",
                feed.name(), toRewind, gap.getMessage());
        beginAgain();
    }

    private void meet(OffsetOutOfRangeException outOfRange) throws StoppedException {
        switch (onOutOfRange.get()) {
            case STOP ->
                throw new StoppedException(
                        "the log does not hold the position of the read model (%s): it is not the log that the read model was made from, or was cut; empty the read model to build it anew"
                                .formatted(outOfRange.partitions()),
                        outOfRange);
            case GO_ON -> {
                LOG.warnf(
                        "The log does not hold the position of the feed %s any more: %s",
                        feed.name(), outOfRange.partitions());
                toRewind.addAll(outOfRange.partitions());
                beginAgain();
            }
        }
    }

    private void beginAgain() {
        toPlace.addAll(consumer.assignment());
        consumer.pause(consumer.assignment());
    }

    private void standBack(String because, Exception cause) {
        failures++;
        if (Integer.bitCount(failures) == 1) { // the 1st, 2nd, 4th, 8th … time, so that the log stays readable
            LOG.warnf("The feed %s waits, try %d: %s", feed.name(), failures, because);
            LOG.debugf(cause, "The cause of the feed %s waiting", feed.name());
        }
        if (failures >= config.triesBeforeDown()) {
            feed.enter(new Feed.State.Waiting(because));
        }
        beginAgain();
        long wait = Math.min(
                config.longestRetry().toMillis(), config.firstRetry().toMillis() << Math.min(failures - 1, 16));
        restMillis = wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1);
    }

    private void rest() {
        long until = System.nanoTime() + Duration.ofMillis(restMillis).toNanos();
        restMillis = 0;
        // Polling with everything paused reads nothing, but keeps the node's place in its group.
        for (long left = until - System.nanoTime(); left > 0 && !stopping; left = until - System.nanoTime()) {
            if (shared || assigned) {
                consumer.poll(Duration.ofNanos(left));
            } else {
                LockSupport.parkNanos(left);
            }
        }
    }

    private void goesWell() {
        if (failures > 0) {
            LOG.infof("The feed %s goes on after %d tries", feed.name(), failures);
            failures = 0;
            feed.enter(caughtUp ? new Feed.State.Following() : new Feed.State.CatchingUp());
        }
    }

    private void close() {
        try {
            // Leaving at once hands the partitions over without waiting for the session to time out.
            consumer.close(CloseOptions.timeout(CLOSE)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        } catch (RuntimeException e) {
            LOG.warnf("The consumer of the feed %s did not close cleanly: %s", feed.name(), e.getMessage());
        }
    }

    private static LogPartition named(TopicPartition partition) {
        return new LogPartition(partition.topic(), partition.partition());
    }

    /** Takes partitions over and gives them away; called only while polling, hence never amid a batch. */
    private final class Assignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assigned = true;
            if (partitions.isEmpty()) {
                return; // for Kafka, none would mean all
            }
            // Kafka wants a position at once; the projection is asked for the true one before anything is read.
            consumer.pause(partitions);
            consumer.seekToBeginning(partitions);
            toPlace.addAll(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> {
                toPlace.remove(partition);
                toRewind.remove(partition);
                goals.remove(partition);
                remembered.remove(named(partition));
                reached.remove(named(partition));
            });
        }
    }

    /** The feed cannot go on without help. */
    private static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1L;

        private StoppedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
