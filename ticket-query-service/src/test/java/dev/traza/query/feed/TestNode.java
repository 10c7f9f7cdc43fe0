package dev.traza.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.kit.feed.Feed;
import dev.traza.kit.feed.FeedHealth;
import dev.traza.query.Configs;
import dev.traza.query.index.IndexConfig;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.log.Projection;
import dev.traza.query.node.StateConfig;
import dev.traza.query.projection.LogEnds;
import dev.traza.query.projection.NamedProjection;
import dev.traza.query.projection.NodeProjection;
import dev.traza.query.projection.ProjectionConfig;
import dev.traza.query.projection.ProjectionControl;
import dev.traza.query.projection.ProjectionStates;
import dev.traza.query.projection.Served;
import dev.traza.query.projection.TicketProjection;
import dev.traza.query.store.ReadModels;
import dev.traza.query.store.StoreConfig;
import dev.traza.query.store.TicketStore;
import dev.traza.query.view.LoggedEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A query node without its REST surface: both projections, looked after by a thread of its own. */
final class TestNode implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(20);

    final Served<TicketStore> tickets;
    final Served<TicketIndex> index;
    final ProjectionControl control;
    final ProjectionStates states;
    final FeedHealth health = new FeedHealth();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LogEnds ends;
    private final List<Generations<?>> generations;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<RuntimeException> wrong = new AtomicReference<>();

    TestNode(Rig rig, Path state, StoreConfig.Guard guard, Map<String, String> otherwise) {
        this(rig, state, guard, otherwise, kind -> kind);
    }

    /** @param wrapped what the projection of tickets is to be instead */
    TestNode(
            Rig rig,
            Path state,
            StoreConfig.Guard guard,
            Map<String, String> otherwise,
            Function<NamedProjection<TicketStore>, NamedProjection<TicketStore>> wrapped) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "traza.query.projection.poll", "30ms",
                "traza.query.projection.drop-grace", "200ms",
                "traza.query.projection.node-timeout", "10s"));
        settings.putAll(otherwise);
        ProjectionConfig config = Configs.of(ProjectionConfig.class, settings);
        StoreConfig store = Configs.of(
                StoreConfig.class,
                Map.of("traza.query.store.database", rig.name(), "traza.query.store.guard", guard.name()));
        ReadModels models = new ReadModels(rig.mongo(), store);
        states = new ProjectionStates(models);
        ends = new LogEnds(rig.kafka());
        Clock clock = Clock.systemUTC();
        control = new ProjectionControl(states, ends, config, clock);
        tickets = new Served<>(wrapped.apply(new TicketProjection(models, store, rig.topics())), config.longestHold());
        index = new Served<>(
                NodeProjection.index(
                        Configs.of(StateConfig.class, Map.of("traza.state.dir", state.toString())),
                        Configs.of(IndexConfig.class, Map.of("traza.query.index.commit-every", "0s")),
                        rig.topics()),
                config.longestHold());
        String node = UUID.randomUUID().toString();
        Generations.Readers readers = new OfRig(rig, config);
        generations = List.of(
                generations(tickets, node, config, readers, clock), generations(index, node, config, readers, clock));
        var unused = looking.scheduleWithFixedDelay(this::look, 0, config.poll().toMillis(), TimeUnit.MILLISECONDS);
    }

    private <P extends Projection<LoggedEvent>> Generations<P> generations(
            Served<P> served, String node, ProjectionConfig config, Generations.Readers readers, Clock clock) {
        return new Generations<>(
                served,
                node,
                states,
                control,
                ends,
                config,
                readers,
                health,
                new GenerationMetrics(registry, clock, served.kind().name()),
                clock);
    }

    private void look() {
        try {
            for (Generations<?> one : generations) {
                one.look();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            wrong.set(e);
            throw e; // so that it is not looked again
        }
    }

    @Override
    public void close() throws InterruptedException {
        looking.shutdownNow();
        assertThat(looking.awaitTermination(STOP.toNanos(), TimeUnit.NANOSECONDS))
                .as("the last look has ended")
                .isTrue();
        generations.forEach(Generations::stop);
        for (Generations<?> one : generations) {
            one.close(System.nanoTime() + STOP.toNanos());
        }
        if (wrong.get() != null) {
            throw wrong.get();
        }
    }

    private record OfRig(Rig rig, ProjectionConfig config) implements Generations.Readers {

        @Override
        public <P extends Projection<LoggedEvent>> LogReader<LoggedEvent> of(
                NamedProjection<P> kind,
                int number,
                P projection,
                Feed feed,
                Generations.IsServing isServing,
                GenerationMetrics metrics) {
            return rig.reader(
                    feed,
                    kind.isShared() ? group(kind, number) : null,
                    projection,
                    metrics.ofFeed(isServing.now()),
                    new Beside(config, isServing));
        }

        @Override
        public String group(NamedProjection<?> kind, int number) {
            return rig.name() + "-" + kind.name() + "-" + kind.label(number);
        }
    }
}
