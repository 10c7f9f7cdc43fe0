package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.system.SideBySide.Manner;
import dev.traza.system.SideBySide.Repeat;
import dev.traza.system.life.Act;
import dev.traza.system.life.Expected;
import dev.traza.system.life.Fate;
import dev.traza.system.life.PlainDesk;
import dev.traza.system.life.PlainItem;
import dev.traza.system.life.Who;
import dev.traza.system.life.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Tickets live random lives, each a few together, and the system answers and shows exactly what tickets in plain variables
 * say: whatever is asked, by whomever, once or again, in order or not, alone or at the same moment as something else. More
 * lives with {@code -Dtraza.lives=10000}, others with {@code -Dtraza.lives.seed=7}.
 */
@OnTraza
@Order(7)
class RandomLivesTest {

    private static final int LIVES = Integer.getInteger("traza.lives", 300);
    private static final long SEED = Long.getLong("traza.lives.seed", 20_261_122);
    private static final int AT_ONCE = 16;
    private static final int LONGEST = 32;
    private static final int PLANNED = 3;

    /** When so many have gone wrong, no more begin. */
    private static final int MOST_FAILURES = 8;

    /** So many lives see every command carried out and every refusal. */
    private static final int ENOUGH_FOR_ALL = 1000;

    private final Traza traza;
    private final SideBySide.Surroundings around;
    private final String top = "lives-" + UUID.randomUUID();
    private final BlockingQueue<PlainItem> items = new ArrayBlockingQueue<>(AT_ONCE);
    private final AtomicLong ended = new AtomicLong();
    private final Queue<AssertionError> failures = new ConcurrentLinkedQueue<>();

    RandomLivesTest(Traza traza) {
        this.traza = traza;
        this.around = SideBySide.Surroundings.of(traza);
    }

    @BeforeAll
    static void nobodyElseActs(Traza traza) {
        SideBySide.nobodyElseActs(traza);
    }

    @AfterAll
    static void theOthersGoOn(Traza traza) {
        SideBySide.theOthersGoOn(traza);
    }

    @Test
    void everyAnswerAndEveryViewIsThatOfPlainTickets() throws InterruptedException, ExecutionException {
        Instant began = Instant.now();
        defineItems();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> workers = new ArrayList<>();
            AtomicLong next = new AtomicLong();
            for (int i = 0; i < AT_ONCE; i++) {
                workers.add(threads.submit(() -> liveOneAfterTheOther(next)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        failures.forEach(failure -> System.out.printf("%s: %s%n", failure.getMessage(), failure.getCause()));
        assertThat(failures).isEmpty();
        System.out.printf(
                "%d random lives from seed %d, %d requests in %s, all as expected:%n%s%n",
                ended.get(), SEED, around.tally().total(), Duration.between(began, Instant.now()), around.tally());
        if (LIVES >= ENOUGH_FOR_ALL) {
            nothingWasLeftOut();
        }
    }

    /** What never occurred was not tried. */
    private void nothingWasLeftOut() {
        List<String> wishes = Arrays.stream(Wish.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .filter(Predicate.not("Nonsense"::equals))
                .toList();
        assertThat(around.tally().askedWith("done")).containsAll(wishes);
        assertThat(around.tally().outcomes())
                .contains(
                        "400",
                        "401",
                        "403",
                        "TICKET_NOT_FOUND",
                        "NOT_PERMITTED",
                        "VERSION_MISMATCH",
                        "TRANSITION_NOT_ALLOWED",
                        "TICKET_CLOSED",
                        "ALREADY_ASSIGNED",
                        "RULE_VIOLATED",
                        "COMMAND_ID_REUSED");
    }

    /** An item of the catalog for each life that is lived at a time, since it changes with it. */
    private void defineItems() {
        define(top);
        for (int i = 0; i < AT_ONCE; i++) {
            items.add(defined());
        }
    }

    private PlainItem defined() {
        String path = top + "/" + UUID.randomUUID();
        define(path);
        return new PlainItem(path);
    }

    private void define(String path) {
        traza.admin()
                .put(traza.command("/api/v1/catalog/items/" + path), PlainItem.definition(PlainItem.Form.NOTHING))
                .expect(201);
    }

    private @Nullable Void liveOneAfterTheOther(AtomicLong next) throws InterruptedException {
        for (long n = next.getAndIncrement();
                n < LIVES && failures.size() < MOST_FAILURES;
                n = next.getAndIncrement()) {
            SideBySide both = new SideBySide(around, "Life " + (SEED + n), items.take());
            try {
                live(SEED + n, both);
                items.add(both.desk().item());
            } catch (AssertionError | RuntimeException e) {
                failures.add(new AssertionError("Life " + (SEED + n), e));
                items.add(defined()); // nobody knows how the other one is now
            }
            if (ended.incrementAndGet() % 1000 == 0) {
                System.out.printf(
                        "%d lives, %d requests%n", ended.get(), around.tally().total());
            }
        }
        return null;
    }

    /** From the opening of the first ticket to wherever chance leads them all. */
    private static void live(long seed, SideBySide both) {
        SplittableRandom random = new SplittableRandom(seed);
        Fate fate = new Fate(random);
        both.define(fate.form());
        open(both, fate, "A", Who.OWNER);
        if (!fate.chance(4)) {
            open(both, fate, "B", Who.STRANGER);
        }
        if (fate.chance(2)) {
            open(both, fate, "C", Who.OWNER);
        }
        int steps = random.nextInt(LONGEST);
        for (int i = 0; i < steps; i++) {
            step(both, fate, random);
        }
        both.look();
    }

    private static void open(SideBySide both, Fate fate, String label, Who owner) {
        Expected expected = both.open(fate.opening(both.desk(), label, owner));
        while (!expected.done()) {
            expected = both.open(fate.opening(both.desk(), label, owner));
        }
    }

    private static void step(SideBySide both, Fate fate, SplittableRandom random) {
        PlainDesk desk = both.desk();
        String label = fate.oneOf(desk.labels());
        switch (random.nextInt(24)) {
            case 0 -> {
                switch (random.nextInt(4)) {
                    case 0 -> both.retire();
                    case 1 -> both.restore();
                    default -> both.define(fate.form());
                }
            }
            case 1, 2 ->
                both.race(
                        fate.ownAct(desk, label),
                        fate.ownAct(desk, label),
                        new Manner(
                                fate.chance(3),
                                fate.chance(2) ? desk.ticket(label).version() : null,
                                Repeat.NEVER));
            case 3 -> {
                Who who = fate.who();
                both.askMany(Stream.generate(() -> fate.amongMany(who, label))
                        .limit(1 + random.nextInt(5))
                        .toList());
            }
            case 4 -> reordered(both, fate, random, label);
            case 5 -> both.repeat(random);
            case 6 -> both.askAnotherWithTheSameKey(random);
            default -> {
                Act act = fate.act(desk);
                both.ask(act, manner(desk, fate, act.label()));
            }
        }
    }

    private static Manner manner(PlainDesk desk, Fate fate, String label) {
        Repeat repeat = fate.chance(6) ? Repeat.AT_ONCE : fate.chance(12) ? Repeat.BY_TWO : Repeat.NEVER;
        if (label.equals(PlainDesk.NOWHERE)) {
            return new Manner(false, null, repeat);
        }
        long version = desk.ticket(label).version();
        Long wanted = fate.chance(8)
                ? Long.valueOf(fate.chance(3) ? version + 1 : Math.max(1, version - 1))
                : fate.chance(6) ? Long.valueOf(version) : null;
        return new Manner(fate.chance(3), wanted, repeat);
    }

    /** Somebody had a plan, each step to be made on the one before it, and the steps arrive in another order. */
    private static void reordered(SideBySide both, Fate fate, SplittableRandom random, String label) {
        PlainDesk imagined = both.desk().copy();
        List<Act> plan = new ArrayList<>();
        List<Long> versions = new ArrayList<>();
        for (int i = 0; i < PLANNED; i++) {
            Act act = fate.ownAct(imagined, label);
            plan.add(act);
            versions.add(imagined.ticket(label).version());
            imagined.ask(act, null);
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, plan.size()).boxed().toList());
        Collections.shuffle(order, new Random(random.nextLong()));
        for (int i : order) {
            both.ask(plan.get(i), new Manner(false, versions.get(i), Repeat.NEVER));
        }
    }
}
