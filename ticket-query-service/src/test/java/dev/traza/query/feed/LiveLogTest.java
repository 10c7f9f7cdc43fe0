package dev.traza.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.Configs;
import dev.traza.query.Story;
import dev.traza.query.live.EndedException;
import dev.traza.query.live.Happening;
import dev.traza.query.live.LiveConfig;
import dev.traza.query.live.LiveLog;
import dev.traza.query.live.LogWalk;
import dev.traza.query.live.PastLog;
import dev.traza.query.live.Places;
import dev.traza.query.live.Streams;
import dev.traza.query.view.Source;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever follows the log is told everything once and in order, wherever they are cut off and by whom they go on. */
@WithServers
class LiveLogTest {

    private Rig rig;
    private PastLog past;
    private final List<Story> stories = new ArrayList<>();
    private final Map<Key, Long> told = new HashMap<>();

    private record Key(UUID ticketId, Source source) {}

    @BeforeEach
    void build(TestServers servers) throws ExecutionException, InterruptedException {
        rig = new Rig(servers);
        past = new PastLog(() -> rig.reader(), rig.sources());
    }

    @AfterEach
    void takeDown() throws InterruptedException {
        rig.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aHundredCutsMakeNoGapAndNoDoubleWhicheverNodeGoesOn(long seed) throws Exception {
        Random random = new Random(seed);
        // One remembers next to nothing and has to read Kafka, one is stopped and started again.
        LiveLog forgetful = log(5);
        LiveLog other = log(1_000);
        rig.follow(forgetful).following();
        Rig.Running node = rig.follow(other).following();
        Places places = forgetful.now().orElseThrow().end();
        for (int cut = 0; cut < 100; cut++) {
            if (cut == 50) {
                node.stop();
                other = log(1_000);
                node = rig.follow(other).following();
            }
            write(random);
            int most = (int) Math.min(random.nextInt(20), count() - toldAlready());
            places = walkOnWhenCut(random.nextBoolean() ? forgetful : other, places, most);
        }
        walkOnWhenCut(other, places, (int) (count() - toldAlready()));

        assertThat(toldAlready()).isEqualTo(count());
    }

    @Test
    void whoFallsTooFarBehindIsCutAndGoesOnFromTheirPlace() throws Exception {
        LiveLog live = log(20);
        rig.follow(live).following();
        Places places = live.now().orElseThrow().end();
        Walker slow = new Walker(Integer.MAX_VALUE, Duration.ofSeconds(20)) {
            @Override
            public void idle() {
                // Caught up for once, and asleep while much happens.
                if (stories.isEmpty()) {
                    write(new Random(5), 60);
                    await().atMost(Rig.SOON).until(() -> live.read(0, 1, 20).isEmpty());
                }
            }
        };

        assertThatThrownBy(() -> walk(live, places, slow))
                .isInstanceOfSatisfying(EndedException.class, ended -> assertThat(ended.because())
                        .isEqualTo(Streams.Ending.SLOW));

        walk(live, places, (int) (count() - toldAlready()), Duration.ofSeconds(20));
        assertThat(toldAlready()).isEqualTo(count());
    }

    @Test
    void aDecisionThatStandsTwiceIsToldOnce() throws Exception {
        LiveLog live = log(100);
        rig.follow(live).following();
        Places places = live.now().orElseThrow().end();
        Story story = Story.of("u-17").opened("a", "b").routed("printers", "ana");
        stories.add(story);
        rig.write(story);
        rig.write(List.of(story.last()));
        story.prioritized(Priority.HIGH);
        rig.write(List.of(story.last()));

        walk(live, places, 3, Duration.ofSeconds(20));

        assertThat(toldAlready()).isEqualTo(3);
    }

    @Test
    void aListenerHearsOfItsTicketAlone() {
        LiveLog live = log(100);
        rig.follow(live).following();
        Story mine = Story.of("u-17").opened("a", "b");
        Story other = Story.of("u-17").opened("a", "b");
        List<Happening> heard = Collections.synchronizedList(new ArrayList<>());
        LiveLog.Listener listener = heard::add;
        live.follow(mine.ticketId(), listener);

        rig.write(other, mine);
        await().atMost(Rig.SOON).until(() -> heard.size() == 1);
        live.leave(mine.ticketId(), listener);
        mine.prioritized(Priority.HIGH);
        rig.write(List.of(mine.last()));
        await().atMost(Rig.SOON).until(() -> live.read(0, 10, 100).orElseThrow().size() == 3);

        assertThat(heard).singleElement().satisfies(one -> assertThat(one.ticketId())
                .isEqualTo(mine.ticketId()));
    }

    @Test
    void aRecordThatCannotBeReadHoldsUpNobody() throws Exception {
        LiveLog live = log(100);
        rig.follow(live).following();
        Places places = live.now().orElseThrow().end();
        rig.writeNonsense();
        Story story = Story.of("u-17").opened("a", "b");
        stories.add(story);
        rig.write(story);

        walk(live, places, 1, Duration.ofSeconds(20));

        assertThat(toldAlready()).isEqualTo(1);
    }

    private LiveLog log(int remembered) {
        return new LiveLog(rig.sources(), past, remembered);
    }

    /** One who remembers little may cut a reader off that is as far behind as a batch is long: they go on where they were. */
    private Places walkOnWhenCut(LiveLog live, Places from, int most)
            throws IOException, InterruptedException, EndedException {
        long all = toldAlready() + most;
        Places places = from;
        while (true) {
            Places reached = places.copy();
            try {
                follow(live, reached, new Walker((int) (all - toldAlready()), Duration.ofSeconds(20)));
                return reached;
            } catch (EndedException ended) {
                assertThat(ended.because()).isEqualTo(Streams.Ending.SLOW);
                places = reached;
            }
        }
    }

    private Places walk(LiveLog live, Places from, int most, Duration longest)
            throws IOException, InterruptedException, EndedException {
        return walk(live, from, new Walker(most, longest));
    }

    private Places walk(LiveLog live, Places from, Walker walker)
            throws IOException, InterruptedException, EndedException {
        Places places = from.copy();
        follow(live, places, walker);
        return places;
    }

    /** @param places go along with what is told, however it ends */
    private void follow(LiveLog live, Places places, Walker walker)
            throws IOException, InterruptedException, EndedException {
        LiveConfig config = Configs.of(LiveConfig.class, Map.of("traza.query.live.longest-queue", "20"));
        Streams streams = new Streams(config, new SimpleMeterRegistry());
        try {
            new LogWalk(live, past, streams, config, places)
                    .walk(streams.take("ana").orElseThrow().bell(), walker);
        } catch (EndedException ended) {
            if (ended.because() != Streams.Ending.GONE) {
                throw ended;
            }
        }
    }

    /** Takes so much and goes away. */
    private class Walker implements LogWalk.Walker {

        private final long until;
        private int left;

        Walker(int most, Duration longest) {
            left = most;
            until = System.nanoTime() + longest.toNanos();
        }

        @Override
        public void take(Happening happening, Runnable passed) throws EndedException {
            if (left == 0) {
                throw new EndedException(Streams.Ending.GONE); // before it counts as told
            }
            left--;
            passed.run();
            Key key = new Key(happening.ticketId(), happening.source());
            assertThat(happening.sequence()).as("the next of " + key).isEqualTo(told.getOrDefault(key, 0L) + 1);
            told.put(key, happening.sequence());
        }

        @Override
        public void idle() throws EndedException {
            if (left == 0) {
                throw new EndedException(Streams.Ending.GONE);
            }
        }

        @Override
        public void rest(Duration longest) throws EndedException, InterruptedException {
            if (System.nanoTime() > until) {
                throw new EndedException(Streams.Ending.GONE);
            }
            Thread.onSpinWait();
        }
    }

    private void write(Random random) {
        write(random, random.nextInt(12));
    }

    private void write(Random random, int events) {
        for (int i = 0; i < events; i++) {
            if (stories.size() < 4 || random.nextInt(8) == 0) {
                stories.add(Story.of("u-17").opened("a", "b"));
                rig.write(stories.getLast());
                continue;
            }
            Story story = stories.get(random.nextInt(stories.size()));
            switch (random.nextInt(3)) {
                case 0 -> story.said(Visibility.PUBLIC, AuthorKind.AGENT, "c");
                case 1 -> story.slaWarned(SlaMetric.RESOLUTION, 50);
                default -> story.routed("printers", "ana");
            }
            rig.write(List.of(story.last()));
        }
    }

    private long count() {
        return stories.stream().mapToLong(story -> story.told().size()).sum();
    }

    private long toldAlready() {
        return told.values().stream().mapToLong(Long::longValue).sum();
    }
}
