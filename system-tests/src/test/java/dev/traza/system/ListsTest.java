package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.traza.contract.ContractJson;
import dev.traza.stack.test.list.PlainLists;
import dev.traza.stack.test.list.RandomQuestions;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every list is what one finds by looking at each of its tickets: asked by chance, in pages, counted and exported, for
 * staff and for requesters; and nobody gets at what is not theirs.
 */
@OnTraza
@Order(6)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsTest {

    private static final int TICKETS = 240;
    private static final int QUESTIONS = 2_000;
    private static final int BATCH = 100;
    private static final int MOST_TOKENS = 40;

    private final Traza traza;
    private final Person ana;
    private final Random random = new Random(20_261_122);
    private final String run = "run-" + Long.toString(System.nanoTime(), 36);
    private final List<String> requesters = List.of("u-a-" + run, "u-b-" + run, "u-c-" + run);
    private final Map<UUID, String> tokens = new LinkedHashMap<>();
    private final List<String> numbers = new ArrayList<>();
    private final List<UUID> ids = new ArrayList<>();

    ListsTest(Traza traza) {
        this.traza = traza;
        this.ana = traza.agent("ana");
    }

    @BeforeAll
    void tellOfTickets() {
        for (int i = 0; i < TICKETS; i++) {
            open();
        }
        for (int i = 0; i < 3 * TICKETS; i++) {
            happen(random.nextInt(TICKETS));
        }
        seen();
    }

    @Test
    void staffFindWhatTheyAskForByChance() throws IOException {
        askByChance(ana, Set.of("helpdesk"), true, QUESTIONS);
    }

    @Test
    void requestersFindWhatTheyAskForAmongTheirOwn() throws IOException {
        askByChance(traza.requester(requesters.getFirst()), Set.of(), false, QUESTIONS / 4);
    }

    @Test
    void exportsAreTheListsThatTheyAreOf() throws IOException {
        for (String sort : List.of("-priority,createdAt", "number")) {
            String question = "field.run=" + run + "&not.status=CLOSED&sort=" + sort;
            List<JsonNode> listed = pages(ana, question, 100);
            Answer lines = exported(ana, question + "&format=ndjson");
            Answer table = exported(ana, question + "&format=csv");

            List<JsonNode> exported = new ArrayList<>();
            for (String line : lines.text().lines().toList()) {
                exported.add(ContractJson.mapper().readTree(line));
            }
            assertThat(names(exported)).containsExactlyInAnyOrderElementsOf(names(listed));
            assertThat(rows(table).stream().map(row -> row.get("number")).toList())
                    .containsExactlyInAnyOrderElementsOf(names(listed));
        }
    }

    @Test
    void aWalkThroughPagesShowsEveryTicketThatDidNotChangeOnce() throws IOException {
        Map<String, String> before = updates();
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = list(ana, "field.run=" + run + "&sort=-updatedAt&limit=13" + cursor);
            page.path("items").forEach(item -> read.add(item.path("number").asText()));
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
            for (int i = 0; i < 2; i++) {
                happen(random.nextInt(ids.size()));
            }
            open();
        } while (!cursor.isEmpty());

        // What happens to a ticket may touch others, and clocks and routing touch some by themselves.
        Map<String, String> after = updates();
        Set<String> still = before.entrySet().stream()
                .filter(ticket -> ticket.getValue().equals(after.get(ticket.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(still).hasSizeGreaterThan(TICKETS / 2);
        assertThat(read.stream().filter(still::contains).toList()).containsExactlyInAnyOrderElementsOf(still);
    }

    /** When each ticket changed last, by its number. */
    private Map<String, String> updates() throws IOException {
        return pages(ana, "field.run=" + run, 100).stream()
                .collect(Collectors.toMap(ticket -> ticket.path("number").asText(), ticket -> ticket.path("updatedAt")
                        .asText()));
    }

    @Test
    void whatIsNotUnderstoodIsRefusedAndWhatIsNotTheirsIsNotFound() {
        for (String bad : List.of(
                "nonsense=1",
                "not.nonsense=1",
                "status=%27%20OR%20%271%27=%271",
                "status=NEW%00",
                "createdFrom=now-7d%27);--",
                "createdFrom=now-99999d",
                "timeZone=../../etc/passwd",
                "sort=%7B%22$gt%22:1%7D",
                "sort=status;drop",
                "sort=-relevance",
                "cursor=AAAAAAAAAAAAAAAAAAAAAAAA",
                "cursor=" + "A".repeat(1_000),
                "limit=100000",
                "limit=-1",
                "limit=1e3",
                "facets=approver",
                "facets=" + "tag,".repeat(100),
                "reopenCountMin=9999999999",
                "breachingWithin=P9999D",
                "tag=" + "x".repeat(300))) {
            assertThat(ana.get(traza.query("/api/v1/tickets?" + bad)).status())
                    .as(bad)
                    .isEqualTo(400);
        }
        for (String harmless : List.of("*", "*:*", "(a OR b)", "[a TO z]", "\\", "\"", "a~2", "^", "{$ne:null}")) {
            String value = URLEncoder.encode(harmless, StandardCharsets.UTF_8);
            for (String filter : List.of("requester", "team", "tag", "organisation", "field.run", "assignee")) {
                assertThat(list(ana, filter + "=" + value).path("items"))
                        .as("%s=%s", filter, harmless)
                        .isEmpty();
            }
        }

        Person stranger = traza.requester("u-stranger-" + run);
        String cursor =
                list(ana, "field.run=" + run + "&limit=1").path("nextCursor").asText();
        assertThat(stranger.get(traza.query("/api/v1/tickets?field.run=" + run + "&limit=1&cursor=" + cursor))
                        .status())
                .isEqualTo(400);
        for (String question : List.of(
                "field.run=" + run,
                "ticket=" + numbers.getFirst(),
                "requester=" + requesters.getFirst(),
                "not.requester=me")) {
            assertThat(list(stranger, question).path("items")).as(question).isEmpty();
            assertThat(exported(stranger, question + "&format=ndjson").text())
                    .as(question)
                    .isEmpty();
        }
        JsonNode facet =
                list(stranger, "facets=requester,tag,status").path("facets").path(0);
        assertThat(facet.path("values")).isEmpty();
        assertThat(facet.path("none").asInt()).isZero();
        for (String inside : List.of("watcher=ana", "taskTeam=helpdesk", "sort=workMinutes", "facets=asset")) {
            assertThat(stranger.get(traza.query("/api/v1/tickets?" + inside)).status())
                    .as(inside)
                    .isEqualTo(403);
            assertThat(stranger.get(traza.query("/api/v1/tickets/export?" + inside))
                            .status())
                    .as(inside)
                    .isIn(400, 403);
        }
        assertThat(traza.nobody().get(traza.query("/api/v1/tickets/export")).status())
                .isEqualTo(401);
    }

    /** In batches, each asked while nothing changes: routing, clocks and deadlines go on by themselves. */
    private void askByChance(Person who, Set<String> teams, boolean staff, int times) throws IOException {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(10));
        for (int done = 0; done < times; ) {
            assertThat(Instant.now()).as("the tickets never rest").isBefore(deadline);
            List<JsonNode> before = shown(who);
            List<Runnable> comparisons = new ArrayList<>();
            RandomQuestions questions =
                    new RandomQuestions(random, before, List.of("colour", "seats", "bought"), staff);
            for (int i = 0; i < BATCH; i++) {
                Map<String, List<String>> asked = new LinkedHashMap<>(questions.next());
                asked.put("field.run", List.of(run));
                comparisons.add(ask(who, teams, staff, before, asked, questions.facets()));
            }
            if (shown(who).equals(before)) {
                comparisons.forEach(Runnable::run);
                done += BATCH;
            }
        }
    }

    private Runnable ask(
            Person who,
            Set<String> teams,
            boolean staff,
            List<JsonNode> tickets,
            Map<String, List<String>> asked,
            Set<String> facets)
            throws IOException {
        String question = query(asked);
        PlainLists then = new PlainLists(tickets, who.subject(), teams, staff, Instant.now());
        List<String> answered = pages(who, question, 1 + random.nextInt(100)).stream()
                .map(item -> item.path("ticketId").asText())
                .toList();
        JsonNode counted = facets.isEmpty()
                ? ContractJson.mapper().createArrayNode()
                : list(who, question + "&limit=1&facets=" + String.join(",", facets))
                        .path("facets");
        PlainLists later = new PlainLists(tickets, who.subject(), teams, staff, Instant.now());
        return () -> {
            // A time relative to now may lie just before and just after something.
            assertThat(answered).as(question).isIn(then.answer(asked), later.answer(asked));
            assertThat(counted).hasSameSizeAs(facets);
            counted.forEach(facet -> {
                Map<String, Integer> counts = counts(facet);
                String name = facet.path("name").asText();
                assertThat(List.of(then, later))
                        .as("%s by %s: %s", question, name, counts)
                        .anyMatch(plain -> agree(
                                plain.facet(asked, name),
                                counts,
                                facet.path("more").asInt()));
            });
        };
    }

    /** Of many values only the most frequent ones are told. */
    private static boolean agree(Map<String, Integer> all, Map<String, Integer> told, int more) {
        return all.size() == told.size() + more && all.entrySet().containsAll(told.entrySet());
    }

    private static Map<String, Integer> counts(JsonNode facet) {
        Map<String, Integer> counts = new TreeMap<>();
        facet.path("values")
                .forEach(value -> counts.put(
                        value.path("value").asText(), value.path("count").asInt()));
        if (facet.path("none").asInt() > 0) {
            counts.put("none", facet.path("none").asInt());
        }
        return counts;
    }

    /** All tickets of this run that somebody may see, read one by one. */
    private List<JsonNode> shown(Person who) {
        return ids.stream()
                .map(id -> who.get(traza.query("/api/v1/tickets/" + id)))
                .filter(answer -> answer.status() == 200)
                .map(Answer::json)
                .toList();
    }

    private List<JsonNode> pages(Person who, String question, int limit) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = list(who, question + "&limit=" + limit + cursor);
            page.path("items").forEach(items::add);
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return items;
    }

    private JsonNode list(Person who, String question) {
        return who.get(traza.query("/api/v1/tickets?" + question)).expect(200).json();
    }

    /** Exports take turns; who is told to come again does. */
    private Answer exported(Person who, String question) {
        URI address = traza.query("/api/v1/tickets/export?" + question);
        Instant deadline = Instant.now().plus(Patience.SECONDS);
        Answer answer = who.get(address);
        while (answer.status() == 429 && Instant.now().isBefore(deadline)) {
            answer = who.get(address);
        }
        return answer.expect(200);
    }

    private static List<String> names(List<JsonNode> tickets) {
        return tickets.stream().map(ticket -> ticket.path("number").asText()).toList();
    }

    private static List<Map<String, String>> rows(Answer table) throws IOException {
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(table.response().body())) {
            return rows.readAll();
        }
    }

    private static String query(Map<String, List<String>> asked) {
        return asked.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(value -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                                + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
    }

    private void open() {
        String requester = any(requesters);
        Map<String, Object> body = Tickets.of(requester, run, any(List.of("lists", "lists/a", "lists/a/b", "lists-2")));
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("id", requester);
        person.put("name", "Persona " + requester);
        person.put("language", any(List.of("es", "en")));
        if (random.nextBoolean()) {
            person.put("organisation", any(List.of("acme", "globex")));
        }
        person.put("vip", random.nextInt(4) == 0);
        body.put("requester", person);
        body.put("type", any(List.of("INCIDENT", "SERVICE_REQUEST", "PROBLEM", "CHANGE")));
        body.put("channel", any(List.of("PORTAL", "EMAIL", "PHONE")));
        body.put("impact", any(List.of("LOW", "MEDIUM", "HIGH")));
        body.put("urgency", any(List.of("LOW", "MEDIUM", "HIGH")));
        body.put("tags", random.nextBoolean() ? List.of(any(List.of("piso-1", "piso-2", "=1+1"))) : List.of());
        body.put(
                "customFields",
                random.nextBoolean()
                        ? Map.of(
                                "run", run,
                                "colour", any(List.of("rojo", "azul", "verde")),
                                "seats", any(List.of("4", "4.0", "12", "-1.5", "many")),
                                "bought", any(List.of("2026-02-28", "2026-03-01", "2025-12-31", "someday")))
                        : Map.of("run", run));
        Answer opened = ana.post(traza.command("/api/v1/tickets"), body).expect(201);
        ids.add(opened.ticketId());
        numbers.add(opened.number());
        tokens.put(opened.ticketId(), opened.consistencyToken());
    }

    /** Something that may be possible for the ticket as it is; where it is not, nothing happens. */
    private void happen(int at) {
        String other = numbers.get(random.nextInt(numbers.size()));
        URI ticket = traza.command("/api/v1/tickets/" + numbers.get(at) + "/");
        Answer answer =
                switch (random.nextInt(16)) {
                    case 0 -> ana.post(ticket.resolve("comments"), Tickets.publicComment("Lo miramos"));
                    case 1 -> ana.post(ticket.resolve("comments"), Tickets.internalNote("Entre nosotros"));
                    case 2 ->
                        ana.put(
                                ticket.resolve("assignment"),
                                Map.of("teamId", "helpdesk", "agentId", any(List.of("ana", "luis"))));
                    case 3 -> ana.put(ticket.resolve("assignment"), Map.of("teamId", "helpdesk"));
                    case 4 ->
                        ana.put(
                                ticket.resolve("priority"),
                                Map.of("impact", "HIGH", "urgency", any(List.of("LOW", "HIGH"))));
                    case 5 -> ana.post(ticket.resolve("pending"), Map.of("reason", "¿?"));
                    case 6 -> ana.post(ticket.resolve("hold"), Map.of("reason", "THIRD_PARTY"));
                    case 7 ->
                        ana.post(
                                ticket.resolve("hold"),
                                Map.of(
                                        "reason",
                                        "DATE",
                                        "until",
                                        Instant.now().plus(Duration.ofDays(3)).toString()));
                    case 8 ->
                        ana.post(ticket.resolve("tags"), Map.of("tags", List.of(any(List.of("piso-3", "urgente")))));
                    case 9 -> ana.put(ticket.resolve("watchers/" + any(List.of("ana", "luis"))), Map.of());
                    case 10 -> ana.put(ticket.resolve("participants/" + any(requesters)), Map.of("name", "Marta Gil"));
                    case 11 ->
                        ana.put(
                                ticket.resolve("tasks/" + UUID.randomUUID()),
                                random.nextBoolean()
                                        ? Map.of("title", "Cambiar el tóner")
                                        : Map.of("title", "Pedirlo", "teamId", "specialists"));
                    case 12 ->
                        ana.post(ticket.resolve("work"), Map.of("minutes", 1 + random.nextInt(90), "activity", "work"));
                    case 13 ->
                        ana.put(
                                ticket.resolve("approvals/" + UUID.randomUUID()),
                                Map.of("question", "¿480 €?", "approvers", List.of(Map.of("id", any(requesters)))));
                    case 14 ->
                        ana.put(ticket.resolve("links/" + any(List.of("RELATED", "CHILD_OF")) + "/" + other), Map.of());
                    default -> ana.post(ticket.resolve("resolution"), Map.of("code", "FIXED", "text", "Ya"));
                };
        assertThat(answer.status()).as("%s", answer).isIn(200, 201, 202, 403, 404, 409, 422);
        if (answer.status() < 202) {
            tokens.put(ids.get(at), answer.consistencyToken());
        }
    }

    /** Waits until lists have all that was written. */
    private void seen() {
        List<String> all = List.copyOf(tokens.values());
        for (int i = 0; i < all.size(); i += MOST_TOKENS) {
            ana.fresh(
                            traza.query("/api/v1/tickets?limit=1"),
                            String.join(",", all.subList(i, Math.min(all.size(), i + MOST_TOKENS))))
                    .expect(200);
        }
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
