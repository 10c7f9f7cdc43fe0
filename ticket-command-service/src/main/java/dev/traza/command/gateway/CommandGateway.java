package dev.traza.command.gateway;

import dev.traza.command.follow.PartitionFollower;
import dev.traza.command.gateway.CommandLog.Delivery;
import dev.traza.command.gateway.Waiters.Place;
import dev.traza.command.gateway.Waiters.Waiter;
import dev.traza.command.logkey.LogKeys;
import dev.traza.contract.envelope.CatalogCommandEnvelope;
import dev.traza.contract.envelope.CommandContext;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.PersonCommandEnvelope;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.topic.Topics;
import dev.traza.kit.feed.Feed;
import dev.traza.kit.feed.FeedHealth;
import dev.traza.kit.topic.TopicsConfig;
import dev.traza.kit.trace.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts wishes on record and tells callers what was decided, as far as it is known within their time. */
@ApplicationScoped
public class CommandGateway {

    /** Before the processor stops, which still answers what was put on record here. */
    private static final int STOP = jakarta.interceptor.Interceptor.Priority.LIBRARY_BEFORE;

    private static final Logger LOG = Logger.getLogger(CommandGateway.class);

    private final GatewayConfig config;
    private final TopicsConfig topics;
    private final Map<String, Object> kafka;
    private final LogKeys logKeys;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Waiters waiters;
    private final Feed replies;

    private volatile @Nullable Connection connection;

    @Inject
    CommandGateway(
            GatewayConfig config,
            TopicsConfig topics,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            LogKeys logKeys,
            MeterRegistry registry,
            @Readiness FeedHealth feeds,
            Clock clock) {
        this.config = config;
        this.topics = topics;
        this.kafka = kafka;
        this.logKeys = logKeys;
        this.registry = registry;
        this.clock = clock;
        this.waiters = new Waiters(config.maxWaiting());
        this.replies = feeds.feed(Topics.TICKET_COMMAND_REPLIES.name());
        registry.gauge("traza.command.waiting", waiters, Waiters::count);
    }

    void onStart(@Observes StartupEvent start) {
        int replyPartition = config.replyPartition()
                .orElseGet(() -> ThreadLocalRandom.current().nextInt(topics.partitions()));
        if (replyPartition < 0 || replyPartition >= topics.partitions()) {
            throw new IllegalStateException("traza.command.reply-partition is %d, but there are only %d partitions"
                    .formatted(replyPartition, topics.partitions()));
        }
        CommandLog log = CommandLog.open(config, topics.partitions(), kafka, logKeys);
        log.prepare();
        PartitionFollower follower = PartitionFollower.start(
                new TopicPartition(Topics.TICKET_COMMAND_REPLIES.name(), replyPartition),
                PartitionFollower.From.END,
                kafka,
                new Answers());
        connection = new Connection(log, follower, replyPartition);
    }

    /** By now the server takes no requests and those begun had their time; whoever still waits is told to ask later. */
    void onStop(@Observes @Priority(STOP) ShutdownEvent stop) {
        Connection closing = connection;
        connection = null;
        waiters.all().forEach(waiter -> waiters.finish(waiter, new Result.Unknown()));
        if (closing != null) {
            closing.log.close();
            closing.follower.close();
        }
    }

    /**
     * Puts a wish on record. The result comes within the configured wait, or, when the brokers do not answer, within the
     * delivery time-out; nothing but a full buffer holds up the calling thread.
     */
    public CompletionStage<Result> submit(Wish wish) {
        return submit(
                wish.commandId(),
                wish.requestHash(),
                wish.waits(),
                wish.command().getClass().getSimpleName(),
                replyPartition -> envelope(wish, replyPartition));
    }

    /** The same for an item of the service catalog. */
    public CompletionStage<Result> submit(CatalogWish wish) {
        return submit(
                wish.commandId(),
                wish.requestHash(),
                wish.waits(),
                wish.command().getClass().getSimpleName(),
                replyPartition -> envelope(wish, replyPartition));
    }

    /** The same concerning a person, of one partition. */
    public CompletionStage<Result> submit(PersonWish wish) {
        return submit(
                wish.commandId(),
                wish.requestHash(),
                wish.waits(),
                wish.command().getClass().getSimpleName(),
                replyPartition -> envelope(wish, replyPartition));
    }

    /** How many partitions tickets have, of each of which is asked what concerns a person. */
    public int partitions() {
        return topics.partitions();
    }

    private CompletionStage<Result> submit(
            UUID commandId, String requestHash, boolean waits, String type, IntFunction<CommandContext> envelope) {
        Connection now = connection;
        if (now == null) {
            return CompletableFuture.completedStage(unavailable("The service is starting or stopping"));
        }
        return switch (waiters.take(commandId, requestHash)) {
            case Place.Full _ ->
                CompletableFuture.completedStage(unavailable("Too many requests are being waited for"));
            case Place.Occupied(Waiter by) ->
                CompletableFuture.completedStage(
                        by.requestHash().equals(requestHash) ? new Result.StillRunning() : new Result.IdReused());
            case Place.Taken(Waiter waiter) -> send(envelope, type, waits, waiter, now);
        };
    }

    private CompletionStage<Result> send(
            IntFunction<CommandContext> envelope, String type, boolean waits, Waiter waiter, Connection now) {
        Timer.Sample sample = Timer.start(registry);
        CompletableFuture<Delivery> delivery;
        try {
            delivery = now.log.append(envelope.apply(now.replyPartition));
        } catch (RuntimeException e) {
            waiters.finish(waiter, new Result.Unknown());
            throw e;
        }
        CompletableFuture<Void> timeIsUp = waits
                ? new CompletableFuture<Void>()
                        .completeOnTimeout(null, config.answerWithin().toMillis(), TimeUnit.MILLISECONDS)
                : CompletableFuture.completedFuture(null);
        withoutDecision(delivery, timeIsUp, config.retryAfter()).thenAccept(result -> waiters.finish(waiter, result));
        return waiter.result().thenApply(result -> {
            timeIsUp.cancel(false);
            sample.stop(registry.timer("traza.command.wait", "type", type, "result", name(result)));
            return result;
        });
    }

    /**
     * What is known of a command as long as nothing is decided. That it is on record is said only when the brokers have
     * confirmed it, however long that takes: they have their own time for it.
     *
     * @param timeIsUp ends the wait for the decision
     */
    static CompletionStage<Result> withoutDecision(
            CompletionStage<Delivery> delivery, CompletionStage<Void> timeIsUp, Duration retryAfter) {
        return delivery.thenCompose(delivered -> switch (delivered) {
            case Delivery.Done _ -> timeIsUp.thenApply(_ -> new Result.Recorded());
            case Delivery.NotSent(Exception cause) -> {
                LOG.warnf("A command could not be put on record: %s", cause.getMessage());
                yield CompletableFuture.completedStage(
                        new Result.Unavailable("The command could not be put on record", retryAfter));
            }
            case Delivery.Uncertain(Exception cause) -> {
                LOG.warnf("A command was sent and not confirmed: %s", cause.getMessage());
                yield CompletableFuture.completedStage(new Result.Unknown());
            }
            case Delivery.TooLarge _ -> CompletableFuture.completedStage(new Result.TooLarge());
        });
    }

    private CommandEnvelope envelope(Wish wish, int replyPartition) {
        Instant now = clock.instant();
        Instant occurredAt = wish.occurredAt();
        return new CommandEnvelope(
                wish.commandId(),
                wish.ticket(),
                wish.actor(),
                now,
                occurredAt == null || occurredAt.isAfter(now) ? now : occurredAt,
                wish.expectedVersion(),
                wish.commandId(),
                null,
                wish.requestHash(),
                replyPartition,
                TraceContext.currentTraceparent(),
                config.reopenWindow(),
                null,
                wish.command());
    }

    private CatalogCommandEnvelope envelope(CatalogWish wish, int replyPartition) {
        Instant now = clock.instant();
        return new CatalogCommandEnvelope(
                wish.commandId(),
                wish.path(),
                wish.actor(),
                now,
                now,
                wish.expectedVersion(),
                wish.commandId(),
                null,
                wish.requestHash(),
                replyPartition,
                TraceContext.currentTraceparent(),
                wish.command());
    }

    private PersonCommandEnvelope envelope(PersonWish wish, int replyPartition) {
        return new PersonCommandEnvelope(
                wish.commandId(),
                wish.personId(),
                wish.actor(),
                clock.instant(),
                wish.commandId(),
                null,
                wish.requestHash(),
                replyPartition,
                TraceContext.currentTraceparent(),
                wish.command());
    }

    private Result unavailable(String because) {
        return new Result.Unavailable(because, config.retryAfter());
    }

    private static String name(Result result) {
        return switch (result) {
            case Result.Decided(CommandOutcome outcome) ->
                switch (outcome) {
                    case CommandOutcome.Accepted _, CommandOutcome.ItemAccepted _, CommandOutcome.PersonAccepted _ ->
                        "accepted";
                    case CommandOutcome.Rejected rejected -> rejected.code().name();
                };
            case Result.Recorded _ -> "recorded";
            case Result.Unknown _ -> "unknown";
            case Result.Unavailable _ -> "unavailable";
            case Result.TooLarge _ -> "too-large";
            case Result.StillRunning _ -> "still-running";
            case Result.IdReused _ -> "id-reused";
        };
    }

    private record Connection(CommandLog log, PartitionFollower follower, int replyPartition) {}

    /** Answers as they come in; those that nobody here waits for any more, or ever did, are passed over. */
    private final class Answers implements PartitionFollower.Reader {

        @Override
        public void positioned() {
            replies.enter(new Feed.State.Following());
        }

        @Override
        public void caughtUp() {
            // It began at the end.
        }

        @Override
        public void interrupted(KafkaException cause) {
            replies.enter(new Feed.State.Waiting("Kafka"));
        }

        @Override
        public void read(ConsumerRecord<String, byte[]> record) {
            if (record.key() == null) {
                return;
            }
            Ids.parse(record.key())
                    .flatMap((UUID commandId) -> waiters.waitingFor(commandId))
                    .ifPresent(waiter -> answer(waiter, record));
        }

        private void answer(Waiter waiter, ConsumerRecord<String, byte[]> record) {
            try {
                CommandOutcome outcome = Objects.requireNonNull(
                        ReplyRecords.read(WireRecord.of(record)).outcome());
                waiters.finish(waiter, new Result.Decided(outcome));
            } catch (UnreadableRecordException e) {
                LOG.errorf(
                        e, "The answer at offset %d cannot be read; who waits for it is told to ask", record.offset());
            }
        }
    }
}
