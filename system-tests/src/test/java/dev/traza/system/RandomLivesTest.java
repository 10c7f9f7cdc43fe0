package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Urgency;
import dev.traza.stack.Part;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.life.Expected;
import dev.traza.system.life.Fate;
import dev.traza.system.life.PlainTicket;
import dev.traza.system.life.Who;
import dev.traza.system.life.Wish;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Tickets live random lives, and the system answers and shows exactly what a ticket in plain variables says. More of
 * them with {@code -Dtraza.lives=10000}, others with {@code -Dtraza.lives.seed=7}.
 */
@OnTraza
@Order(7)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomLivesTest {

    private static final int LIVES = Integer.getInteger("traza.lives", 300);
    private static final long SEED = Long.getLong("traza.lives.seed", 20_261_122);
    private static final int AT_ONCE = 16;
    private static final int LONGEST = 24;

    /** They would assign, escalate and close by themselves. */
    private static final List<Part> OTHERS = List.of(Part.ROUTING_SERVICE, Part.SLA_SERVICE, Part.NOTIFICATION_SERVICE);

    private final Traza traza;
    private final Map<Who, Person> people = new EnumMap<>(Who.class);
    private final AtomicInteger asked = new AtomicInteger();

    RandomLivesTest(Traza traza) {
        this.traza = traza;
        for (Who who : Who.values()) {
            people.put(
                    who,
                    switch (who) {
                        case OWNER, STRANGER -> traza.requester(who.subject());
                        case ANA, LUIS, CARMEN -> traza.agent(who.subject());
                        case INTEGRATOR -> traza.integrator();
                        case NOBODY -> traza.nobody();
                    });
        }
    }

    @BeforeAll
    void nobodyElseActs() {
        OTHERS.forEach(traza.stack()::stop);
    }

    @AfterAll
    void theOthersGoOn() {
        OTHERS.forEach(traza.stack()::start);
    }

    @Test
    void everyAnswerAndEveryViewIsThatOfAPlainTicket() throws InterruptedException, ExecutionException {
        List<Future<?>> lives = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < LIVES; i++) {
                long seed = SEED + i;
                lives.add(threads.submit(() -> new Life(seed).live()));
            }
            for (Future<?> life : lives) {
                life.get();
            }
        }
        System.out.printf("%d random lives, %d requests, all as expected%n", LIVES, asked.get());
    }

    private Person person(Who who) {
        return people.getOrDefault(who, traza.nobody());
    }

    /** One ticket from its opening to wherever chance leads it. */
    private final class Life {

        private final long seed;
        private final Fate fate;
        private final SplittableRandom random;
        private final List<String> told = new ArrayList<>();
        private String id = "";
        private String number = "";
        private String token = "";

        Life(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.fate = new Fate(random);
        }

        void live() {
            Impact impact = fate.oneOf(List.of(Impact.values()));
            Urgency urgency = fate.oneOf(List.of(Urgency.values()));
            PlainTicket plain = new PlainTicket("No puedo imprimir", "No responde", impact, urgency);
            open(impact, urgency);
            int steps = random.nextInt(LONGEST);
            for (int i = 0; i < steps; i++) {
                step(plain);
            }
            assertThat(seen()).as(this.toString()).containsExactlyEntriesOf(plain.view());
            assertThat(timelineLength()).as(this.toString()).isEqualTo(plain.version());
            assertThat(read(Who.OWNER, "")
                            .expect(200)
                            .json()
                            .path("commentCount")
                            .asInt())
                    .as(this.toString())
                    .isEqualTo(plain.publicComments());
        }

        private void open(Impact impact, Urgency urgency) {
            Answer opened = person(Who.OWNER)
                    .post(
                            traza.command("/api/v1/tickets"),
                            Map.of(
                                    "subject",
                                    "No puedo imprimir",
                                    "description",
                                    "No responde",
                                    "impact",
                                    impact,
                                    "urgency",
                                    urgency))
                    .expect(201);
            asked.incrementAndGet();
            id = opened.ticketId().toString();
            number = opened.number();
            token = opened.consistencyToken();
        }

        private void step(PlainTicket plain) {
            Who who = fate.who();
            Wish wish = fate.wish();
            boolean current = !fate.chance(12);
            List<String> headers = new ArrayList<>();
            if (!current) {
                headers.addAll(List.of("If-Match", "\"" + (plain.version() + 1) + "\""));
            } else if (fate.chance(6)) {
                headers.addAll(List.of("If-Match", "\"" + plain.version() + "\""));
            }
            boolean repeated = fate.chance(5);
            if (repeated) {
                headers.addAll(List.of("Idempotency-Key", UUID.randomUUID().toString()));
            }
            String address = "/api/v1/tickets/" + (fate.chance(3) ? number : id) + "/"
                    + wish.request().path();
            String[] sent = headers.toArray(String[]::new);
            Expected expected = plain.ask(who, wish, current);
            told.add("%s %s %s %s → %s, version %d".formatted(who, wish, headers, address, expected, plain.version()));

            Answer answer = ask(who, wish, address, sent);
            agree(answer, expected, plain);
            if (repeated) {
                Answer again = ask(who, wish, address, sent);
                agree(again, expected, plain);
                assertThat(again.response()
                                .headers()
                                .firstValue("Idempotent-Replayed")
                                .isPresent())
                        .as(this.toString())
                        .isEqualTo(expected.decided());
            }
        }

        private Answer ask(Who who, Wish wish, String address, String... headers) {
            asked.incrementAndGet();
            Wish.Request request = wish.request();
            Person person = person(who);
            return switch (request.method()) {
                case "POST" -> person.post(traza.command(address), body(request), headers);
                case "PUT" ->
                    request.body() == null
                            ? person.send("PUT", traza.command(address), HttpRequest.BodyPublishers.noBody(), headers)
                            : person.put(traza.command(address), body(request), headers);
                case "DELETE" ->
                    person.send("DELETE", traza.command(address), HttpRequest.BodyPublishers.noBody(), headers);
                default -> throw new IllegalArgumentException(request.method());
            };
        }

        private Object body(Wish.Request request) {
            Object body = request.body();
            return body == null ? Map.of() : body;
        }

        private void agree(Answer answer, Expected expected, PlainTicket plain) {
            String context = answer + "\n" + this;
            assertThat(answer.status()).as(context).isEqualTo(expected.status());
            if (expected.code() != null) {
                assertThat(answer.json().path("code").asText()).as(context).isEqualTo(expected.code());
            }
            if (answer.status() == 200) {
                assertThat(answer.version()).as(context).isEqualTo(plain.version());
                assertThat(answer.json().path("status").asText())
                        .as(context)
                        .isEqualTo(plain.status().name());
                assertThat(answer.header("ETag")).as(context).isEqualTo("\"" + plain.version() + "\"");
                token = answer.consistencyToken();
            }
        }

        private Answer read(Who who, String path) {
            return person(who).fresh(traza.query("/api/v1/tickets/" + id + path), token);
        }

        /** The ticket as its view shows it to support. */
        private Map<String, Object> seen() {
            JsonNode view = read(Who.ANA, "").expect(200).json();
            Map<String, Object> seen = new LinkedHashMap<>();
            seen.put("version", view.path("version").asLong());
            for (String name : List.of("status", "subject", "description", "impact", "urgency", "priority")) {
                seen.put(name, view.path(name).asText());
            }
            seen.put("level", view.path("level").asInt());
            put(seen, "team", text(view.path("team")));
            put(seen, "assignee", text(view.path("assignee")));
            put(seen, "resolutionCode", text(view.path("resolutionCode")));
            seen.put("reopenCount", view.path("reopenCount").asInt());
            seen.put("commentCount", view.path("commentCount").asInt());
            seen.put("tags", list(view.path("tags"), ""));
            seen.put("watchers", list(view.path("watchers"), ""));
            seen.put("participants", list(view.path("participants"), "/id"));
            seen.put("assets", list(view.path("assets"), "/assetId"));
            seen.put("tasks", list(view.path("tasks"), "/taskId", "/title", "/state"));
            seen.put("workMinutes", view.path("workMinutes").asInt());
            JsonNode rating = view.path("rating");
            put(seen, "score", rating.isObject() ? rating.path("score").asInt() : null);
            return seen;
        }

        private int timelineLength() {
            int items = 0;
            String page = "/timeline?limit=100";
            while (true) {
                JsonNode answer = read(Who.ANA, page).expect(200).json();
                for (JsonNode item : answer.path("items")) {
                    items += "TICKET".equals(item.path("source").asText()) ? 1 : 0;
                }
                if (!answer.path("nextCursor").isTextual()) {
                    return items;
                }
                page = "/timeline?limit=100&cursor="
                        + java.net.URLEncoder.encode(answer.path("nextCursor").asText(), StandardCharsets.UTF_8);
            }
        }

        @Override
        public String toString() {
            return "life %d of ticket %s:%n%s".formatted(seed, number, String.join("\n", told));
        }

        private static List<String> list(JsonNode array, String... pointers) {
            List<String> lines = new ArrayList<>();
            for (JsonNode element : array) {
                lines.add(String.join(
                        " ",
                        List.of(pointers).stream()
                                .map(pointer -> element.at(pointer).asText())
                                .toList()));
            }
            return lines;
        }

        private static @Nullable String text(JsonNode node) {
            return node.isTextual() ? node.asText() : null;
        }

        private static void put(Map<String, Object> seen, String name, @Nullable Object value) {
            if (value != null) {
                seen.put(name, value);
            }
        }
    }
}
