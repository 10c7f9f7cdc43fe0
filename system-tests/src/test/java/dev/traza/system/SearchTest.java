package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type finds what was written, Spanish and English, and never what somebody may not read. */
@OnTraza
@Order(4)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {

    private static final String TICKETS = "/api/v1/tickets";
    private static final long SEED = 4;
    private static final int HOW_MANY = 60;
    private static final int QUESTIONS = 500;

    /** Each line is one word in some of its forms, which are the same word, and no other line's. */
    private static final List<List<String>> WORDS = List.of(
            List.of("impresión", "impresiones", "impresion", "IMPRESIÓN"),
            List.of("camión", "camiones", "camion"),
            List.of("pantalla", "pantallas"),
            List.of("teléfono", "telefonos"),
            List.of("contraseña", "contraseñas", "contrasena"),
            List.of("bloqueado", "bloqueada"),
            List.of("conectar", "conecta", "conectado"),
            List.of("facturación", "facturaciones", "facturacion"),
            List.of("keyboard", "keyboards"),
            List.of("printing", "printed", "prints"),
            List.of("battery", "batteries"),
            List.of("restart", "restarted", "restarting"));

    private final Traza traza;
    private final Person staff;
    private final List<Person> people;
    private final Random random = new Random(SEED);

    private final String run = Long.toString(System.nanoTime(), 36);

    /**
     * In each description, so that other tickets are not found. It is in nobody's id: names and addresses are made of ids and
     * are searched too, so all tickets of such a person would be found by it, whichever test opened them.
     */
    private final String mark = "marca" + run;

    private final List<Written> written = new ArrayList<>();
    private String seen = "";

    SearchTest(Traza traza) {
        this.traza = traza;
        this.staff = traza.agent("ana");
        this.people = List.of(traza.requester("u-s1-" + run), traza.requester("u-s2-" + run));
    }

    /** A ticket as this test knows it. */
    private record Written(String number, String requester, List<List<Integer>> open, List<List<Integer>> inside) {}

    /** Words that have to follow each other. */
    private record Asked(List<Integer> words, boolean unwanted) {

        boolean isIn(List<List<Integer>> texts) {
            return texts.stream().anyMatch(text -> IntStream.rangeClosed(0, text.size() - words.size())
                    .anyMatch(at -> text.subList(at, at + words.size()).equals(words)));
        }
    }

    @BeforeAll
    void write() {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < HOW_MANY; i++) {
            Person requester = people.get(random.nextInt(people.size()));
            List<List<Integer>> open = new ArrayList<>();
            List<List<Integer>> inside = new ArrayList<>();
            Map<String, Object> body = new LinkedHashMap<>(Tickets.ofRequester(requester.subject(), "x"));
            body.put("subject", text(words(open, 4)));
            body.put("description", mark + ". " + text(words(open, 8)));
            body.put("tags", List.of(text(words(open, 1))));
            Answer answer = staff.post(traza.command(TICKETS), body).expect(201);
            URI comments = traza.command(TICKETS + "/" + answer.ticketId() + "/comments");
            if (random.nextBoolean()) {
                answer = staff.post(comments, Tickets.publicComment(text(words(open, 6))))
                        .expect(200);
            }
            if (random.nextBoolean()) {
                answer = staff.post(comments, Tickets.internalNote(text(words(inside, 6))))
                        .expect(200);
            }
            tokens.add(answer.consistencyToken());
            written.add(new Written(answer.number(), requester.subject(), open, inside));
        }
        // No more than a request may carry; what was written before is read before by the same feed's partition.
        for (List<String> some : List.of(tokens.subList(0, HOW_MANY / 2), tokens.subList(HOW_MANY / 2, HOW_MANY))) {
            seen = String.join(",", some);
            staff.fresh(list(mark, 1), seen).expect(200);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7})
    void whatIsFoundIsWhatIsThere(long seed) {
        random.setSeed(seed);
        for (int i = 0; i < QUESTIONS; i++) {
            boolean asStaff = i % 2 == 0;
            Person asker = asStaff ? staff : people.get(random.nextInt(people.size()));
            List<Asked> asked = question();
            String q = mark + " " + asked.stream().map(this::typed).collect(Collectors.joining(" "));
            Set<String> expected = written.stream()
                    .filter(ticket -> asStaff || ticket.requester().equals(asker.subject()))
                    .filter(ticket ->
                            asked.stream().allMatch(one -> one.isIn(readable(ticket, asStaff)) != one.unwanted()))
                    .map(Written::number)
                    .collect(Collectors.toSet());

            assertThat(numbers(asker.get(list(q, 100))))
                    .as("%s asks for %s (seed %d)", asker.subject(), q, seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void wordsAreMarkedInTextsThatTheAskerMayRead() {
        for (Person asker : List.of(staff, people.getFirst())) {
            JsonNode page = asker.get(traza.query(TICKETS + "?limit=100&highlight=true&q=" + encoded(mark)))
                    .expect(200)
                    .json();
            assertThat(page.path("items")).isNotEmpty();
            page.path("items").forEach(ticket -> {
                JsonNode fragments =
                        page.path("highlights").path(ticket.path("ticketId").asText());
                assertThat(fragments).isNotEmpty();
                fragments.forEach(fragment -> fragment.path("marks").forEach(place -> assertThat(fragment.path("text")
                                .asText()
                                .substring(
                                        place.path("start").asInt(),
                                        place.path("end").asInt()))
                        .isEqualToIgnoringCase(mark)));
            });
        }
        String secret = "secretisimo" + mark;
        Answer noted = staff.post(
                        traza.command(TICKETS + "/" + written.getFirst().number() + "/comments"),
                        Tickets.internalNote("es " + secret))
                .expect(200);
        Person owner = people.stream()
                .filter(person -> person.subject().equals(written.getFirst().requester()))
                .findFirst()
                .orElseThrow();
        assertThat(numbers(staff.fresh(list(secret, 10), noted.consistencyToken())))
                .containsExactly(written.getFirst().number());
        assertThat(numbers(owner.fresh(list(secret, 10), noted.consistencyToken())))
                .isEmpty();
        assertThat(numbers(owner.get(list(mark + " -" + secret, 100))))
                .as("nobody learns from what is missing")
                .contains(written.getFirst().number());
    }

    @Test
    void aSearchBoxFindsByTheBeginningAndOnlyForThoseWhoMay() {
        String word = "zafiedad" + mark;
        Person owner = people.getFirst();
        Map<String, Object> body = new LinkedHashMap<>(Tickets.ofRequester(owner.subject(), word));
        Answer opened = owner.post(traza.command(TICKETS), body).expect(201);
        for (String typed : List.of(word.substring(0, word.length() - 3), "imprimir " + word, opened.number())) {
            URI box = traza.query(TICKETS + "/suggestions?q=" + encoded(typed));
            for (Person asker : List.of(staff, owner)) {
                assertThat(asker.fresh(box, opened.consistencyToken())
                                .expect(200)
                                .text())
                        .as(typed)
                        .contains(opened.number());
            }
            assertThat(people.getLast()
                            .fresh(box, opened.consistencyToken())
                            .expect(200)
                            .json()
                            .path("items"))
                    .as(typed)
                    .isEmpty();
        }
    }

    @Test
    void whatWasAskedAlreadyIsRecognised() {
        String thing = "zarandillo" + mark;
        Person owner = people.getFirst();
        Person other = people.getLast();
        Answer mine = open(owner, "El " + thing + " no enciende", "Desde el lunes no arranca");
        Answer theirs = open(other, "No enciende el " + thing, "No arranca");
        staff.fresh(list(thing, 10), mine.consistencyToken() + "," + theirs.consistencyToken())
                .expect(200);

        Map<String, Object> draft = Map.of("subject", thing + " sin encender", "description", "no arranca");
        assertThat(alike(owner.post(traza.query(TICKETS + "/duplicates"), draft)))
                .containsExactly(mine.number());
        assertThat(alike(staff.post(
                        traza.query(TICKETS + "/duplicates"),
                        Map.of(
                                "subject",
                                thing + " sin encender",
                                "description",
                                "no arranca",
                                "requester",
                                Map.of("id", other.subject())))))
                .containsExactly(theirs.number(), mine.number());
        assertThat(alike(staff.get(traza.query(TICKETS + "/" + mine.number() + "/similar"))))
                .containsExactly(theirs.number());
        assertThat(alike(owner.get(traza.query(TICKETS + "/" + mine.number() + "/similar"))))
                .isEmpty();
        other.get(traza.query(TICKETS + "/" + mine.number() + "/similar")).expect(404);
    }

    @Test
    void aListIsKeptUnderANameAndCountedForWhoeverLooks() {
        URI views = traza.query("/api/v1/views");
        Map<String, Object> view = Map.of(
                "name",
                "Lo de " + mark,
                "sharing",
                "ALL",
                "parameters",
                Map.of("q", List.of(mark), "requester", List.of("me")));
        Person lead = traza.supervisor();
        staff.post(views, view).expect(403);
        Answer made = lead.post(views, view, "Idempotency-Key", "view-" + mark).expect(201);
        assertThat(lead.post(views, view, "Idempotency-Key", "view-" + mark)
                        .expect(201)
                        .header("Idempotent-Replayed"))
                .isEqualTo("true");
        String id = made.json().path("viewId").asText();
        URI one = traza.query("/api/v1/views/" + id);

        JsonNode seenByStaff = staff.fresh(one, made.consistencyToken() + "," + seen)
                .expect(200)
                .json();
        assertThat(seenByStaff.path("count").asInt()).isZero();
        assertThat(seenByStaff.path("mayChange").asBoolean()).isFalse();
        people.getFirst().get(one).expect(404);

        Map<String, Object> own =
                Map.of("name", "Lo mío", "parameters", Map.of("q", List.of(mark), "requester", List.of("me")));
        for (Person person : people) {
            Answer kept = person.post(views, own).expect(201);
            long expected = written.stream()
                    .filter(ticket -> ticket.requester().equals(person.subject()))
                    .count();
            JsonNode listed = person.fresh(views, kept.consistencyToken() + "," + seen)
                    .expect(200)
                    .json()
                    .path("items");
            assertThat(listed).hasSize(1);
            assertThat(listed.path(0).path("count").asLong()).isEqualTo(expected);
            URI theirs =
                    traza.query("/api/v1/views/" + kept.json().path("viewId").asText());
            assertThat(numbers(person.get(URI.create(theirs + "/tickets?limit=100"))))
                    .hasSize((int) expected);
            staff.get(theirs).expect(404);
            person.put(theirs, own).expect(428);
            person.delete(theirs).expect(204);
            person.get(theirs).expect(404);
        }
        lead.delete(one).expect(204);
    }

    @Test
    void nothingThatIsTypedIsMoreThanText() {
        Person stranger = traza.requester("u-stranger-" + mark);
        for (String q : List.of(
                "\"",
                "-",
                "--",
                "\\",
                "*",
                "*:*",
                "listed:yes",
                "concerns:" + people.getFirst().subject(),
                "[* TO *]",
                "((((((((((",
                ")",
                "AND",
                "NOT a",
                "a~2 b^9 c?",
                "{!xmlparser}",
                "$where",
                "'; --",
                "\u0000",
                "\uFFFF",
                "😀 -😀",
                "<script>",
                "-\"",
                "“",
                "a".repeat(200),
                "\" ".repeat(100),
                "- ".repeat(100))) {
            for (String path : List.of(TICKETS + "?q=", TICKETS + "?highlight=true&q=")) {
                Answer answer = stranger.get(traza.query(path + encoded(q)));
                assertThat(answer.status()).as("%s: %s", q, answer).isIn(200, 400);
                if (answer.status() == 200) {
                    assertThat(answer.json().path("items")).as(q).isEmpty();
                }
                assertThat(staff.get(traza.query(path + encoded(q) + "&limit=1"))
                                .status())
                        .as(q)
                        .isIn(200, 400);
            }
            assertThat(stranger.get(traza.query(TICKETS + "/suggestions?q=" + encoded(q)))
                            .status())
                    .as(q)
                    .isIn(200, 400);
        }
        staff.get(traza.query(TICKETS + "?q=" + "a".repeat(201))).expect(400);
        staff.get(traza.query(TICKETS + "/suggestions")).expect(400);
        staff.post(traza.query(TICKETS + "/duplicates"), "{\"subject\": []}").expect(400);
        traza.nobody().get(traza.query(TICKETS + "/suggestions?q=a")).expect(401);
        traza.nobody()
                .post(traza.query(TICKETS + "/duplicates"), Map.of("subject", "a"))
                .expect(401);
    }

    private Answer open(Person requester, String subject, String description) {
        Map<String, Object> body = new LinkedHashMap<>(Tickets.ofRequester(requester.subject(), "x"));
        body.put("subject", subject);
        body.put("description", description);
        return requester.post(traza.command(TICKETS), body).expect(201);
    }

    private static List<String> alike(Answer answer) {
        List<String> numbers = new ArrayList<>();
        answer.expect(200)
                .json()
                .path("items")
                .forEach(item -> numbers.add(item.path("ticket").path("number").asText()));
        return numbers;
    }

    private static Set<String> numbers(Answer answer) {
        Set<String> numbers = new HashSet<>();
        answer.expect(200)
                .json()
                .path("items")
                .forEach(item -> numbers.add(item.path("number").asText()));
        return numbers;
    }

    private static List<List<Integer>> readable(Written ticket, boolean asStaff) {
        List<List<Integer>> texts = new ArrayList<>(ticket.open());
        if (asStaff) {
            texts.addAll(ticket.inside());
        }
        return texts;
    }

    private List<Integer> words(List<List<Integer>> into, int most) {
        List<Integer> words = IntStream.rangeClosed(0, random.nextInt(most))
                .mapToObj(one -> random.nextInt(WORDS.size()))
                .toList();
        into.add(words);
        return words;
    }

    private List<Asked> question() {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(part -> new Asked(
                        IntStream.rangeClosed(0, random.nextInt(10) < 7 ? 0 : 1)
                                .mapToObj(word -> random.nextInt(WORDS.size()))
                                .toList(),
                        random.nextInt(4) == 0))
                .toList();
    }

    private String typed(Asked asked) {
        String words = text(asked.words());
        return (asked.unwanted() ? "-" : "") + (asked.words().size() > 1 ? "\"" + words + "\"" : words);
    }

    private String text(List<Integer> words) {
        return words.stream()
                .map(word -> WORDS.get(word).get(random.nextInt(WORDS.get(word).size())))
                .collect(Collectors.joining(" "));
    }

    private URI list(String q, int limit) {
        return traza.query(TICKETS + "?limit=" + limit + "&q=" + encoded(q));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
