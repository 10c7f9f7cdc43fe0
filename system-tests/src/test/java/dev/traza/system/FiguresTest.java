package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.test.PlainFigures;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import dev.traza.system.history.Log;
import dev.traza.system.history.Logged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Figures are what somebody finds who goes through the log with a pencil, and never older than a write. */
@OnTraza
@Order(8)
class FiguresTest {

    private static final long SEED = 20_260_304;
    private static final int TICKETS = 40;
    private static final int WRITES = 50;
    private static final List<String> DIMENSIONS = List.of("desk", "team", "agent", "category", "channel", "priority");

    private final Traza traza;
    private final Person supervisor;

    /** Above the categories of one test's tickets, since other tests have tickets too. */
    private final String category = "figures-" + UUID.randomUUID();

    FiguresTest(Traza traza) {
        this.traza = traza;
        this.supervisor = traza.supervisor();
    }

    @Test
    void aFigureIsNeverOlderThanTheWrite() {
        Person ana = traza.agent("ana");
        for (int i = 1; i <= WRITES; i++) {
            Answer opened = ana.post(traza.command("/api/v1/tickets"), Tickets.of("u-figures", "cifra", category))
                    .expect(201);
            assertThat(count("opened", opened)).as("opened, %d", i).isEqualTo(i);

            Answer resolved = ana.post(
                            traza.command("/api/v1/tickets/" + opened.ticketId() + "/resolution"),
                            Map.of("code", "FIXED", "text", "Hecho"))
                    .expect(200);
            assertThat(count("resolved", resolved)).as("resolved, %d", i).isEqualTo(i);
            assertThat(count("backlog", resolved)).as("backlog, %d", i).isZero();
        }
    }

    @Test
    void figuresAreWhatThePlainComputationOverTheLogGives() {
        liveSomeLives();
        Instant to = Instant.now().plus(Duration.ofMinutes(1)).truncatedTo(ChronoUnit.SECONDS);
        Instant from = to.minus(Duration.ofHours(2));

        await("figures are those of the log")
                .atMost(Patience.REST)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    PlainFigures plain = new PlainFigures(lives(), PlainFigures.Meter.calendar(), desks()::get);
                    for (String figure : figures()) {
                        for (String by : DIMENSIONS) {
                            compare(plain, figure, by, from, to);
                        }
                        compareAll(plain, figure, from, to);
                    }
                });
    }

    @Test
    void businessTimeOfACalendarWithoutAnEndOfWorkIsTheTimeOnTheClock() {
        Map<String, Object> week = new LinkedHashMap<>();
        Arrays.stream(DayOfWeek.values())
                .forEach(day -> week.put(day.name(), List.of(Map.of("from", "00:00", "to", "24:00"))));
        assertThat(traza.admin()
                        .put(traza.sla("/api/v1/calendars/always"), Map.of("zone", "UTC", "week", week))
                        .status())
                .isIn(200, 201);
        Person ana = traza.agent("ana");
        Answer opened = ana.post(traza.command("/api/v1/tickets"), Tickets.of("u-figures", "reloj", category))
                .expect(201);
        Answer resolved = ana.post(
                        traza.command("/api/v1/tickets/" + opened.ticketId() + "/resolution"),
                        Map.of("code", "FIXED", "text", "Hecho"))
                .expect(200);
        String path = "/api/v1/figures/resolution-time?category=" + category;

        JsonNode clock = supervisor
                .fresh(traza.query(path), resolved.consistencyToken())
                .expect(200)
                .json()
                .path("total");
        await("the calendar is known").atMost(Patience.SECONDS).untilAsserted(() -> assertThat(supervisor
                        .get(traza.query(path + "&time=business&calendar=always"))
                        .expect(200)
                        .json()
                        .path("total"))
                .isEqualTo(clock));

        assertThat(clock.path("value").path("count").asInt()).isEqualTo(1);
    }

    @Test
    void onlyStaffIsToldFigures() {
        for (String path : List.of("/api/v1/figures", "/api/v1/figures/backlog?by=agent")) {
            traza.requester("u-figures").get(traza.query(path)).expect(403);
            traza.nobody().get(traza.query(path)).expect(401);
            traza.agent("ana").get(traza.query(path)).expect(200);
        }
    }

    private long count(String figure, Answer written) {
        return supervisor
                .fresh(traza.query("/api/v1/figures/" + figure + "?category=" + category), written.consistencyToken())
                .expect(200)
                .json()
                .path("total")
                .path("value")
                .path("count")
                .asLong();
    }

    private List<String> figures() {
        return supervisor
                .get(traza.query("/api/v1/figures"))
                .expect(200)
                .json()
                .path("items")
                .findValuesAsText("figure");
    }

    /** Things that happen in a help desk, by chance, the same in every run; what a ticket refuses did not happen. */
    private void liveSomeLives() {
        Random random = new Random(SEED);
        Person ana = traza.agent("ana");
        for (int i = 0; i < TICKETS; i++) {
            String requester = "u-figures-" + i;
            Person asking = traza.requester(requester);
            String under = category + (random.nextBoolean() ? "/printer" : "/laptop");
            Answer opened = asking.post(traza.command("/api/v1/tickets"), Tickets.of(requester, "vida", under))
                    .expect(201);
            URI ticket = traza.command("/api/v1/tickets/" + opened.ticketId() + "/");
            for (int acts = random.nextInt(9); acts > 0; acts--) {
                act(random, ana, asking, ticket);
            }
        }
    }

    private static void act(Random random, Person ana, Person asking, URI ticket) {
        Answer answer =
                switch (random.nextInt(11)) {
                    case 0, 1 -> ana.post(ticket.resolve("comments"), Tickets.publicComment("¿Y ahora?"));
                    case 2 -> ana.post(ticket.resolve("comments"), Tickets.internalNote("Raro"));
                    case 3 -> asking.post(ticket.resolve("comments"), Tickets.publicComment("Sigue igual"));
                    case 4, 5 ->
                        ana.post(
                                ticket.resolve("resolution"),
                                Map.of("code", random.nextInt(4) == 0 ? "DUPLICATE" : "FIXED", "text", "Hecho"));
                    case 6 -> asking.post(ticket.resolve("reopening"), Map.of("reason", "Otra vez"));
                    case 7 ->
                        ana.post(ticket.resolve("work"), Map.of("seconds", 1 + random.nextInt(900), "activity", "a"));
                    case 8 -> asking.post(ticket.resolve("rating"), Map.of("score", 1 + random.nextInt(5)));
                    case 9 ->
                        ana.put(
                                ticket.resolve("priority"),
                                Map.of("priority", random.nextBoolean() ? "LOW" : "HIGH", "reason", "a"));
                    default -> ana.post(ticket.resolve("pending"), Map.of("reason", "Falta el modelo"));
                };
        assertThat(answer.status()).as("%s", answer).isIn(200, 409, 422);
    }

    /** The desk of each team, as the directory has it now. */
    private Map<String, String> desks() {
        Map<String, String> desks = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : traza.log().records(Topics.ROUTING_DIRECTORY)) {
            if (record.key().startsWith("team:")) {
                String team = record.key().substring("team:".length());
                if (record.value() == null) {
                    desks.remove(team);
                } else {
                    desks.put(team, deskId(record.value()));
                }
            }
        }
        return desks;
    }

    private static String deskId(byte[] team) {
        try {
            return ContractJson.mapper().readTree(team).path("deskId").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<PlainFigures.Life> lives() {
        Log log = traza.log().log();
        Map<UUID, List<EventEnvelope<TicketEvent>>> events = byTicket(log.ticketEvents());
        Map<UUID, List<EventEnvelope<RoutingEvent>>> routing =
                byTicket(traza.log().routingEvents());
        Map<UUID, List<EventEnvelope<SlaEvent>>> clocks = byTicket(log.slaEvents());
        List<PlainFigures.Life> lives = new ArrayList<>();
        events.forEach((ticketId, own) -> lives.add(new PlainFigures.Life(
                own, routing.getOrDefault(ticketId, List.of()), clocks.getOrDefault(ticketId, List.of()))));
        return lives;
    }

    /** In the order of the log; a record of routing can stand there twice. */
    private static <E> Map<UUID, List<EventEnvelope<E>>> byTicket(List<Logged<EventEnvelope<E>>> logged) {
        Map<UUID, List<EventEnvelope<E>>> byTicket = new TreeMap<>();
        for (Logged<EventEnvelope<E>> one : logged) {
            List<EventEnvelope<E>> own = byTicket.computeIfAbsent(one.value().ticketId(), _ -> new ArrayList<>());
            if (own.isEmpty() || own.getLast().sequence() < one.value().sequence()) {
                own.add(one.value());
            }
        }
        return byTicket;
    }

    /** This test's own tickets, by groups and hours. */
    private void compare(PlainFigures plain, String figure, String by, Instant from, Instant to) {
        Predicate<Map<String, String>> own =
                who -> who.getOrDefault("category", "none").startsWith(category + "/");
        JsonNode answer = supervisor
                .get(traza.query("/api/v1/figures/%s?from=%s&to=%s&bucket=hour&by=%s&category=%s"
                        .formatted(figure, from, to, by, category)))
                .expect(200)
                .json();

        Map<List<String>, Map<String, Object>> whole = plain.compute(figure, from, to, List.of(by), own);
        for (JsonNode group : answer.path("groups")) {
            List<String> key = List.of(group.path("key").path(by).asText());
            same(figure + " of " + key, whole.remove(key), figure, group.path("value"));
            for (JsonNode bucket : group.path("buckets")) {
                same(
                        figure + " of " + key + " from " + bucket.path("from"),
                        plain.compute(figure, instant(bucket, "from"), instant(bucket, "to"), List.of(by), own)
                                .get(key),
                        figure,
                        bucket.path("value"));
            }
        }
        assertThat(whole).as("groups of %s by %s that are missing", figure, by).isEmpty();
    }

    /** All tickets that there are. */
    private void compareAll(PlainFigures plain, String figure, Instant from, Instant to) {
        JsonNode answer = supervisor
                .get(traza.query("/api/v1/figures/%s?from=%s&to=%s".formatted(figure, from, to)))
                .expect(200)
                .json();

        same(
                figure,
                plain.compute(figure, from, to, List.of(), who -> true).get(List.<String>of()),
                figure,
                answer.path("total").path("value"));
    }

    private static void same(String what, @Nullable Map<String, Object> expected, String figure, JsonNode actual) {
        Map<String, Object> fields = expected == null ? PlainFigures.nothing(figure) : expected;
        assertThat(actual.fieldNames()).toIterable().as(what).containsExactlyInAnyOrderElementsOf(fields.keySet());
        fields.forEach((name, value) -> {
            JsonNode got = actual.path(name);
            if (value instanceof Double number) {
                // Ratios are given with four decimals.
                assertThat(got.asDouble()).as("%s: %s", what, name).isEqualTo(number, within(0.0001));
            } else if (value instanceof Long number) {
                assertThat(got.asLong()).as("%s: %s", what, name).isEqualTo(number);
            } else {
                assertThat(got.toString())
                        .as("%s: %s", what, name)
                        .isEqualTo(value.toString().replace(" ", ""));
            }
        });
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.path(field).asText());
    }
}
