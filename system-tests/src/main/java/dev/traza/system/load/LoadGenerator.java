package dev.traza.system.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Steady work: a quarter of the commands open tickets, half are comments, the rest is what agents do. Commands begin at
 * their time whether earlier ones were answered or not, so that a stack that stands still gets no rest. A command that
 * got no answer, or a passing one, is sent again unchanged and with the same Idempotency-Key.
 */
public final class LoadGenerator {

    /** Where the next comment goes: to one of the tickets opened last. */
    private static final int RECENT = 400;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final LoadPlan plan;
    private final Caller.Tokens tokens;
    private final Consumer<Acknowledgement> record;
    private final HttpClient http;
    private final Map<Caller, String> bearers = new ConcurrentHashMap<>();
    private final List<Opened> recent = new ArrayList<>();
    private final List<Acknowledgement> acknowledgements = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger begun = new AtomicInteger();

    /** @param record is told every acknowledgement, from many threads */
    public LoadGenerator(LoadPlan plan, Caller.Tokens tokens, HttpClient http, Consumer<Acknowledgement> record) {
        this.plan = plan;
        this.tokens = tokens;
        this.http = http;
        this.record = record;
    }

    /** A client that suits: HTTP/1.1, virtual threads. */
    public static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    /** Carries the plan out and waits for the last answer, at most the plan's {@code giveUpAfter} longer than it lasts. */
    public LoadReport run() throws InterruptedException {
        SplittableRandom random = new SplittableRandom(plan.seed());
        Semaphore room = new Semaphore(plan.mostAtOnce());
        int leftOut = 0;
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < plan.commands() && !stopped.get(); n++) {
                long due = begin + (long) (n * 1e9 / plan.perSecond());
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                begun.incrementAndGet();
                Wish wish = wish(n, random);
                if (room.tryAcquire()) {
                    int number = n;
                    threads.execute(() -> {
                        try {
                            send(number, wish);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        } finally {
                            room.release();
                        }
                    });
                } else {
                    leftOut++;
                }
            }
        }
        synchronized (acknowledgements) {
            return new LoadReport(acknowledgements, leftOut);
        }
    }

    /** How many commands were due so far: they are steady, whatever becomes of them. */
    public int begun() {
        return begun.get();
    }

    /** Lets no further command begin; what has begun is carried to its end. */
    public void stop() {
        stopped.set(true);
    }

    private Wish wish(int n, SplittableRandom random) {
        int dice = random.nextInt(100);
        Caller agent = new Caller(plan.agents().get(random.nextInt(plan.agents().size())), Role.AGENT);
        int person = random.nextInt(plan.requesters());
        Opened ticket = pick(random);
        if (dice < 25 || ticket == null) {
            return opening(n, person, agent, random);
        }
        if (dice < 75) {
            return comment(n, ticket, agent, random);
        }
        return work(ticket, agent, random);
    }

    private static Wish opening(int n, int person, Caller agent, SplittableRandom random) {
        boolean spanish = random.nextBoolean();
        String requester = "load-u-" + person;
        Caller caller = random.nextBoolean() ? new Caller(requester, Role.REQUESTER) : agent;
        return new Wish(
                caller,
                requester,
                "POST",
                "/api/v1/tickets",
                Map.of(
                        "subject",
                        (spanish ? "No funciona la impresora " : "The printer does not work ") + n,
                        "description",
                        spanish ? "Desde esta mañana no imprime nada" : "Nothing since this morning",
                        "channel",
                        caller.equals(agent) ? "PHONE" : "PORTAL",
                        "type",
                        "INCIDENT",
                        "requester",
                        Map.of(
                                "id",
                                requester,
                                "name",
                                "Persona " + person,
                                "email",
                                requester + "@example.org",
                                "language",
                                spanish ? "es" : "en"),
                        "category",
                        "hardware/printer",
                        "impact",
                        oneOf(random, "LOW", "MEDIUM", "HIGH"),
                        "urgency",
                        oneOf(random, "LOW", "MEDIUM", "HIGH")));
    }

    private static Wish comment(int n, Opened ticket, Caller agent, SplittableRandom random) {
        Caller caller = random.nextBoolean() ? new Caller(ticket.requester(), Role.REQUESTER) : agent;
        String visibility = caller.equals(agent) && random.nextBoolean() ? "INTERNAL" : "PUBLIC";
        return new Wish(
                caller,
                ticket.requester(),
                "POST",
                ticket.path(random) + "/comments",
                Map.of("body", "Comentario " + n, "visibility", visibility));
    }

    private static Wish work(Opened ticket, Caller agent, SplittableRandom random) {
        String path = ticket.path(random);
        int dice = random.nextInt(25);
        if (dice < 6) {
            return new Wish(
                    agent,
                    ticket.requester(),
                    "PUT",
                    path + "/priority",
                    Map.of(
                            "impact",
                            oneOf(random, "LOW", "MEDIUM", "HIGH"),
                            "urgency",
                            oneOf(random, "LOW", "MEDIUM", "HIGH")));
        }
        if (dice < 9) {
            return new Wish(agent, ticket.requester(), "POST", path + "/take", null);
        }
        if (dice < 12) {
            return new Wish(agent, ticket.requester(), "POST", path + "/pending", Map.of("reason", "Falta el modelo"));
        }
        if (dice < 15) {
            return new Wish(agent, ticket.requester(), "POST", path + "/resume", null);
        }
        if (dice < 20) {
            return new Wish(
                    agent,
                    ticket.requester(),
                    "POST",
                    path + "/resolution",
                    Map.of("code", "FIXED", "text", "Cartucho cambiado"));
        }
        if (dice < 22) {
            return new Wish(agent, ticket.requester(), "POST", path + "/reopening", Map.of("reason", "Sigue igual"));
        }
        if (dice < 24) {
            return new Wish(
                    agent, ticket.requester(), "POST", path + "/escalation", Map.of("reason", "No es el cartucho"));
        }
        return new Wish(agent, ticket.requester(), "POST", path + "/closure", Map.of());
    }

    private static String oneOf(SplittableRandom random, String... words) {
        return words[random.nextInt(words.length)];
    }

    private @Nullable Opened pick(SplittableRandom random) {
        synchronized (recent) {
            return recent.isEmpty() ? null : recent.get(random.nextInt(recent.size()));
        }
    }

    private void send(int number, Wish wish) throws InterruptedException {
        String key = plan.run() + "-" + number;
        Instant sentAt = Instant.now();
        Instant deadline = sentAt.plus(plan.giveUpAfter());
        Duration pause = FIRST_PAUSE;
        int attempts = 0;
        Optional<HttpResponse<byte[]>> answer;
        while (true) {
            URI target = plan.targets().get((number + attempts) % plan.targets().size());
            attempts++;
            answer = attempt(target, key, wish);
            if (answer.isPresent() && !isPassing(answer.get())
                    || Instant.now().plus(pause).isAfter(deadline)) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        Acknowledgement told = acknowledgement(key, wish, answer.orElse(null), attempts, sentAt);
        acknowledgements.add(told);
        record.accept(told);
        if (told.status() == 201 && told.ticketId() != null) {
            synchronized (recent) {
                if (recent.size() == RECENT) {
                    recent.removeFirst();
                }
                recent.add(new Opened(told.ticketId(), number(answer.orElse(null)), wish.requester()));
            }
        }
    }

    private Optional<HttpResponse<byte[]>> attempt(URI target, String key, Wish wish) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(wish.path()))
                .timeout(plan.tryTimeout())
                .header("Authorization", "Bearer " + bearers.computeIfAbsent(wish.caller(), tokens::of))
                .header("Idempotency-Key", key);
        if (wish.body() == null) {
            request.method(wish.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(wish.method(), HttpRequest.BodyPublishers.ofByteArray(json(wish.body())));
        }
        try {
            return Optional.of(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException nobodyThere) {
            return Optional.empty();
        }
    }

    /** Whether the same request may get another answer in a while. */
    private static boolean isPassing(HttpResponse<byte[]> answer) {
        return switch (answer.statusCode()) {
            case 429, 502, 503, 504 -> true;
            case 409 -> !bodyOf(answer).hasNonNull("code"); // the same request is still being carried out
            default -> false;
        };
    }

    private static Acknowledgement acknowledgement(
            String key, Wish wish, @Nullable HttpResponse<byte[]> answer, int attempts, Instant sentAt) {
        JsonNode body = answer == null ? MissingNode.getInstance() : bodyOf(answer);
        return new Acknowledgement(
                Ids.ofIdempotencyKey(wish.caller().subject(), key, wish.purpose()),
                key,
                wish.caller().subject(),
                wish.method(),
                wish.path(),
                answer == null ? 0 : answer.statusCode(),
                body.hasNonNull("code") ? body.path("code").asText() : null,
                Ids.parse(body.path("ticketId").asText()).orElse(null),
                body.hasNonNull("version") ? body.path("version").asLong() : null,
                attempts,
                sentAt,
                Instant.now());
    }

    private static String number(@Nullable HttpResponse<byte[]> answer) {
        return answer == null ? "" : bodyOf(answer).path("number").asText();
    }

    private static JsonNode bodyOf(HttpResponse<byte[]> answer) {
        try {
            JsonNode body = ContractJson.mapper().readTree(answer.body());
            return body == null ? MissingNode.getInstance() : body;
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static byte[] json(Object body) {
        try {
            return ContractJson.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A body can be written as JSON", e);
        }
    }

    /**
     * What is asked.
     *
     * @param requester of the ticket
     * @param body absent for none
     */
    private record Wish(
            Caller caller,
            String requester,
            String method,
            String path,
            @Nullable Map<String, Object> body) {

        private static final int TICKET = 4;

        /** What the Idempotency-Key is for: the same key about another ticket is another command. */
        String purpose() {
            String[] steps = path.split("/");
            return steps.length > TICKET ? "command " + steps[TICKET] : "command";
        }
    }

    /** A ticket to go on with. */
    private record Opened(UUID ticketId, String number, String requester) {

        /** By id, and now and then by number, as people do. */
        String path(SplittableRandom random) {
            return "/api/v1/tickets/" + (number.isEmpty() || random.nextInt(4) > 0 ? ticketId.toString() : number);
        }
    }
}
