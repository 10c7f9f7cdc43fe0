package dev.traza.system;

import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Urgency;
import dev.traza.system.SideBySide.Manner;
import dev.traza.system.life.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Tickets live random lives, and the system answers and shows exactly what a ticket in plain variables says. More of
 * them with {@code -Dtraza.lives=10000}, others with {@code -Dtraza.lives.seed=7}.
 */
@OnTraza
@Order(7)
class RandomLivesTest {

    private static final int LIVES = Integer.getInteger("traza.lives", 300);
    private static final long SEED = Long.getLong("traza.lives.seed", 20_261_122);
    private static final int AT_ONCE = 16;
    private static final int LONGEST = 24;

    private final Traza traza;

    RandomLivesTest(Traza traza) {
        this.traza = traza;
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
    void everyAnswerAndEveryViewIsThatOfAPlainTicket() throws InterruptedException, ExecutionException {
        List<Future<Integer>> lives = new ArrayList<>();
        int requests = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < LIVES; i++) {
                long seed = SEED + i;
                lives.add(threads.submit(() -> live(seed)));
            }
            for (Future<Integer> life : lives) {
                requests += life.get();
            }
        }
        System.out.printf("%d random lives, %d requests, all as expected%n", LIVES, requests);
    }

    /** From its opening to wherever chance leads it. */
    private int live(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Fate fate = new Fate(random);
        SideBySide both = new SideBySide(
                traza, "Life " + seed, fate.oneOf(List.of(Impact.values())), fate.oneOf(List.of(Urgency.values())));
        int steps = random.nextInt(LONGEST);
        for (int i = 0; i < steps; i++) {
            long version = both.plain().version();
            Long wanted = fate.chance(12) ? Long.valueOf(version + 1) : fate.chance(6) ? version : null;
            both.ask(fate.who(), fate.wish(), new Manner(fate.chance(3), wanted, fate.chance(5)));
        }
        both.look();
        return both.requests();
    }
}
