package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.stack.Part;
import dev.traza.stack.service.ServiceProcess;
import dev.traza.system.client.Person;
import dev.traza.system.load.Acknowledgement;
import dev.traza.system.step.Asked;
import dev.traza.system.step.Between;
import dev.traza.system.step.Death;
import dev.traza.system.step.Hits;
import dev.traza.system.step.Stories;
import dev.traza.system.step.Stubborn;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Merges, links, splits, families and approvals are under way by the dozen while the command service dies again and again,
 * until the log itself shows that it has died between any two steps of each. Afterwards every operation is whole, has one
 * answer, and gives it again. It takes minutes and leaves thousands of tickets behind, so it runs only when it is asked for:
 * {@code -Dtraza.kills=20}.
 */
@OnTraza
@Order(9)
@EnabledIfSystemProperty(named = "traza.kills", matches = "\\d+")
class KillStepsTest {

    private static final int AT_ONCE = 64;
    private static final long SEED = 20_261_122;
    private static final int MOST_KILLS = Integer.getInteger("traza.kills", 20);

    private static final int FEWEST_KILLS = 3;

    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(90);

    private final Traza traza;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    KillStepsTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void whereverTheCommandServiceDiesNothingIsHalfDone() throws Exception {
        List<Death> deaths = new ArrayList<>();
        Hits hits = Hits.of(List.of(), deaths);
        Scene scene = new Scene(List.of(traza.command("")));
        Set<Between> places = scene.stories.places();
        try (scene) {
            SplittableRandom random = new SplittableRandom(SEED);
            while (deaths.size() < FEWEST_KILLS
                    || (deaths.size() < MOST_KILLS && !hits.missing(places).isEmpty())) {
                scene.awaitAnswered(AT_ONCE + random.nextInt(4 * AT_ONCE));
                traza.stack().kill(Part.TICKET_COMMAND_SERVICE);
                deaths.add(Death.seenIn(traza.stack().kafka().bootstrapServers()));
                traza.stack().start(Part.TICKET_COMMAND_SERVICE);
                hits = Hits.of(traza.log().commands(), deaths);
                System.out.printf("Kill %d; not hit yet: %s%n", deaths.size(), hits.missing(places));
            }
        }
        everythingIsWhole(scene);

        System.out.printf(
                "%d kills, %d requests; operations that a kill found between two of their steps:%n%s%n",
                deaths.size(), scene.client.answered(), hits);
        assertThat(hits.missing(places))
                .as("places at which no kill has fallen")
                .isEmpty();
    }

    @Test
    void ofTwoInstancesTheOtherOneGoesOnWithWhatWasHalfDone() throws Exception {
        ServiceProcess second = traza.secondCommandService();
        second.start();
        Scene scene = new Scene(List.of(traza.command(""), second.url()));
        try {
            try (scene) {
                scene.awaitAnswered(4 * AT_ONCE);
                traza.stack().kill(Part.TICKET_COMMAND_SERVICE);
                scene.awaitAnswered(2 * AT_ONCE);
                traza.stack().start(Part.TICKET_COMMAND_SERVICE);
                scene.awaitAnswered(4 * AT_ONCE);
                second.kill();
                scene.awaitAnswered(2 * AT_ONCE);
                second.start();
            }
            everythingIsWhole(scene);
        } finally {
            second.stop();
        }
        System.out.printf("Each of two was killed once, %d requests%n", scene.client.answered());
    }

    private void everythingIsWhole(Scene scene) throws InterruptedException, ExecutionException {
        assertThat(scene.failures).isEmpty();
        List<Asked> asked = scene.client.asked();
        everyAnswerIsGivenAgain(scene.client, asked);
        List<Acknowledgement> acknowledgements = asked.stream().map(Asked::told).toList();
        AtRest.nothingWrong(traza, acknowledgements);
        for (Stories.End end : scene.stories.ends()) {
            JsonNode view = traza.supervisor()
                    .get(traza.query("/api/v1/tickets/" + end.ticketId()))
                    .expect(200)
                    .json();
            assertThat(end.holds().test(view))
                    .as("%s: %s", end.sentence(), view)
                    .isTrue();
        }
    }

    private static void everyAnswerIsGivenAgain(Stubborn client, List<Asked> asked)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Acknowledgement>> again = new ArrayList<>();
            for (Asked one : asked) {
                again.add(threads.submit(() -> client.again(one)));
            }
            for (int i = 0; i < asked.size(); i++) {
                Acknowledgement first = asked.get(i).told();
                Acknowledgement second = again.get(i).get();
                assertThat(second)
                        .as("the first answer was: %s", first.text())
                        .extracting(
                                Acknowledgement::status,
                                Acknowledgement::code,
                                Acknowledgement::ticketId,
                                Acknowledgement::version)
                        .containsExactly(first.status(), first.code(), first.ticketId(), first.version());
            }
        }
    }

    /** Stories that go on until the curtain falls, each teller telling one after the other. */
    private final class Scene implements AutoCloseable {

        private final Stubborn client;
        private final Stories stories;
        private final ExecutorService tellers = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicBoolean curtain = new AtomicBoolean();
        private final AtomicInteger next = new AtomicInteger();
        private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

        Scene(List<URI> targets) {
            client = new Stubborn(targets);
            List<Person> board =
                    List.of(traza.requester("u-steps-jefa-" + run), traza.requester("u-steps-jefe-" + run));
            String item = "steps-" + UUID.randomUUID();
            traza.admin()
                    .put(traza.command("/api/v1/catalog/items/" + item), Stories.itemWithProcedure(board))
                    .expect(201);
            Person agent = traza.agent("ana");
            stories = new Stories(
                    client, ticket -> view(agent, ticket), agent, traza.requester("u-steps-" + run), board, item);
            for (int i = 0; i < AT_ONCE; i++) {
                tellers.execute(this::tell);
            }
        }

        private JsonNode view(Person agent, UUID ticket) {
            return agent.fresh(traza.query("/api/v1/tickets/" + ticket), new ConsistencyToken(ticket, 1).text())
                    .expect(200)
                    .json();
        }

        private void tell() {
            while (!curtain.get() && failures.isEmpty()) {
                try {
                    stories.tell(next.getAndIncrement());
                } catch (AssertionError | RuntimeException e) {
                    failures.add(e);
                }
            }
        }

        /** Waits for so many more answers. */
        void awaitAnswered(int more) {
            int enough = client.answered() + more;
            await("%d answers more".formatted(more))
                    .atMost(BETWEEN_KILLS)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> client.answered() >= enough || !failures.isEmpty());
            assertThat(failures).isEmpty();
        }

        /** Lets all stories come to their end. */
        @Override
        public void close() {
            curtain.set(true);
            tellers.close();
        }
    }
}
