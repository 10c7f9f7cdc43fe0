package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import dev.traza.stack.Part;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.life.Act;
import dev.traza.system.life.Expected;
import dev.traza.system.life.PlainDesk;
import dev.traza.system.life.PlainItem;
import dev.traza.system.life.PlainTicket;
import dev.traza.system.life.Who;
import dev.traza.system.life.Wish;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Tickets of the running system and their like in plain variables, asked the same and compared at every step. */
final class SideBySide {

    /** They assign, escalate and close by themselves, so they have to stand still. */
    private static final List<Part> OTHERS = List.of(Part.ROUTING_SERVICE, Part.SLA_SERVICE, Part.NOTIFICATION_SERVICE);

    private static final String FIRST = "A";
    private static final String UNKNOWN_NUMBER = "T-99999999";
    private static final List<Who> OUTSIDE = List.of(Who.OWNER, Who.STRANGER, Who.BOSS);

    private final Surroundings around;
    private final String name;
    private final Names names = new Names();
    private final Map<String, Named> named = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final List<Sent> repeatable = new ArrayList<>();
    private PlainDesk plain;

    /**
     * What many lives share.
     *
     * @param people by what they are here; a token is made once
     * @param tally of what was asked
     */
    record Surroundings(Traza traza, Map<Who, Person> people, Tally tally) {

        static Surroundings of(Traza traza) {
            return new Surroundings(traza, new ConcurrentHashMap<>(), new Tally());
        }

        private Person person(Who who) {
            return people.computeIfAbsent(who, _ -> switch (who) {
                case OWNER, STRANGER, BOSS -> traza.requester(who.subject());
                case ANA, LUIS, CARMEN -> traza.agent(who.subject());
                case INTEGRATOR -> traza.integrator();
                case NOBODY -> traza.nobody();
            });
        }
    }

    /** What a ticket is called by the running system. */
    private record Named(UUID id, String number) {}

    /**
     * A request that was sent.
     *
     * @param headers names and values in turn
     * @param first what was answered
     */
    private record Sent(Act act, Wish.Request request, String address, List<String> headers, Told first) {}

    /** Nothing is there yet but the catalog's item. */
    SideBySide(Surroundings around, String name, PlainItem item) {
        this.around = around;
        this.name = name;
        this.plain = new PlainDesk(item);
    }

    /** One ticket, opened on both sides. */
    static SideBySide ofOneTicket(Traza traza, String name, Impact impact, Urgency urgency) {
        SideBySide both = new SideBySide(Surroundings.of(traza), name, new PlainItem("nowhere"));
        both.open(new PlainDesk.Opening(
                FIRST, Who.OWNER, Who.OWNER, impact, urgency, Wish.Category.NONE, null, Map.of()));
        return both;
    }

    /** From here on nobody acts but those who ask. */
    static void nobodyElseActs(Traza traza) {
        OTHERS.forEach(traza.stack()::stop);
    }

    /** The others go on. */
    static void theOthersGoOn(Traza traza) {
        OTHERS.forEach(traza.stack()::start);
    }

    /** The ticket in plain variables that was opened first. */
    PlainTicket plain() {
        return plain.ticket(FIRST);
    }

    /** All of them. */
    PlainDesk desk() {
        return plain;
    }

    /** Defines the item on both sides. */
    void define(PlainItem.Form form) {
        plain.item().define(form);
        changed(around.traza().admin().put(itemAddress(), PlainItem.definition(form)));
    }

    /** Offers it no more, on both sides. */
    void retire() {
        plain.item().retire();
        changed(around.traza().admin().delete(itemAddress()));
    }

    /** Offers it again, on both sides. */
    void restore() {
        plain.item().restore();
        changed(around.traza()
                .admin()
                .post(
                        around.traza().command("/api/v1/catalog/restorations"),
                        Map.of("path", plain.item().path())));
    }

    private URI itemAddress() {
        return around.traza().command("/api/v1/catalog/items/" + plain.item().path());
    }

    private void changed(Answer answer) {
        told.add(answer.toString());
        assertThat(answer.expect(200).version())
                .as("%s%n%s", answer, this)
                .isEqualTo(plain.item().version());
    }

    /** Opens a ticket on both sides, if it may be. */
    Expected open(PlainDesk.Opening opening) {
        Map<String, Object> body = new HashMap<>();
        body.put("subject", "No puedo imprimir");
        body.put("description", "No responde");
        body.put("impact", opening.impact());
        body.put("urgency", opening.urgency());
        body.put("requester", Map.of("id", opening.owner().subject()));
        body.put("customFields", opening.fields());
        switch (opening.category()) {
            case NONE -> {}
            case ITEM -> body.put("category", plain.item().path());
            case ELSEWHERE -> body.put("category", "elsewhere");
        }
        if (opening.type() != null) {
            body.put("type", opening.type());
        }
        Expected expected = plain.open(opening);
        told.add("%s → %s".formatted(opening, expected));
        Told answer = Told.by(around.person(opening.who()).post(around.traza().command("/api/v1/tickets"), body));
        around.tally().count("Open", expected.outcome());
        agree(answer, expected);
        if (expected.done()) {
            register(opening.label(), answer);
        }
        return expected;
    }

    private void register(String label, Told answer) {
        named.put(
                label,
                new Named(
                        UUID.fromString(answer.body().path("ticketId").asText()),
                        answer.body().path("number").asText()));
    }

    /** Asks something of the first ticket, on both sides. */
    void ask(Who who, Wish wish) {
        ask(new Act(who, FIRST, wish), new Manner(false, null, Repeat.NEVER));
    }

    /** Asks something on both sides, in a certain manner. */
    void ask(Act act, Manner manner) {
        PlainDesk before = plain.copy();
        Sent sent = prepare(act, manner);
        Expected expected = plain.ask(act, manner.version());
        note(sent, expected);
        Told answer;
        if (manner.repeat() == Repeat.BY_TWO) {
            answer = byTwo(sent, expected);
        } else {
            answer = send(sent);
            agree(answer, expected);
        }
        remember(sent, answer, expected);
        awaitOthers(before, act);
        if (manner.repeat() == Repeat.AT_ONCE) {
            again(sent, answer, expected.decided());
        }
    }

    /** The same client sends it twice at the same moment, as one that lost its patience. */
    private Told byTwo(Sent sent, Expected expected) {
        List<Told> both = together(() -> send(sent), () -> send(sent));
        List<Told> answers =
                both.stream().filter(answer -> !answer.isStillRunning()).toList();
        assertThat(answers).as("%s%n%s", both, this).isNotEmpty();
        answers.forEach(answer -> agree(answer, expected));
        return answers.getFirst();
    }

    /**
     * How something is asked.
     *
     * @param byNumber instead of by id
     * @param version the only one that will do; absent when any will
     * @param repeat whether it is asked again with the same key, as a client does that heard nothing
     */
    record Manner(boolean byNumber, @Nullable Long version, Repeat repeat) {}

    /** Whether and when a request is sent once more with the same key. */
    enum Repeat {
        NEVER,
        AT_ONCE,
        BY_TWO
    }

    /** Two clients ask at the same moment; whoever comes first, the answers are those of one after the other. */
    void race(Act first, Act second, Manner manner) {
        PlainDesk before = plain.copy();
        List<Sent> sent = List.of(prepare(first, manner), prepare(second, manner));
        told.add("at once:");
        List<Told> answers = together(() -> send(sent.get(0)), () -> send(sent.get(1)));
        List<Order> orders = List.of(order(sent, manner, 0, 1), order(sent, manner, 1, 0));
        List<Order> possible = orders.stream()
                .filter(order -> order.fits(0, answers.get(0)) && order.fits(1, answers.get(1)))
                .toList();
        assertThat(possible)
                .as("%s%nfit neither order: %s%n%s%n%s", answers, sent, orders, this)
                .isNotEmpty();
        // Where both fit, who was first makes no difference to the callers, but may to what is seen.
        Order actual = possible.stream()
                .filter(order -> possible.size() == 1 || isSeen(order.desk(), first.label()))
                .findFirst()
                .orElse(possible.getFirst());
        plain = actual.desk();
        for (int i = 0; i < sent.size(); i++) {
            note(sent.get(i), actual.expected().get(i));
            remember(sent.get(i), answers.get(i), actual.expected().get(i));
        }
        awaitOthers(before, first);
    }

    /**
     * What becomes of two requests in one order.
     *
     * @param expected for the first and the second, in whichever order they came
     */
    private record Order(PlainDesk desk, List<Expected> expected) {

        boolean fits(int i, Told answer) {
            return answer.differenceFrom(expected.get(i)) == null;
        }

        @Override
        public String toString() {
            return expected.toString();
        }
    }

    private Order order(List<Sent> sent, Manner manner, int earlier, int later) {
        PlainDesk desk = plain.copy();
        Expected[] expected = new Expected[2];
        expected[earlier] = desk.ask(sent.get(earlier).act(), manner.version());
        expected[later] = desk.ask(sent.get(later).act(), manner.version());
        return new Order(desk, List.of(expected));
    }

    private boolean isSeen(PlainDesk desk, String label) {
        long version = desk.ticket(label).version();
        return seen(read(Who.ANA, label, version, "").expect(200).json()).equals(desk.view(label));
    }

    /** Several things in one request, of one ticket by one person. */
    void askMany(List<Act> acts) {
        PlainDesk before = plain.copy();
        Act one = acts.getFirst();
        String address = Objects.requireNonNull(named.get(one.label())).id().toString();
        List<Map<String, Object>> commands = acts.stream()
                .map(act -> act.wish().request(names.of(act.label())))
                .map(request -> Map.of(
                        "ticketId",
                        address,
                        "command",
                        Objects.requireNonNull(request.command()),
                        "body",
                        request.wholeBody()))
                .toList();
        List<Expected> expected = acts.stream().map(act -> plain.ask(act, null)).toList();
        for (int i = 0; i < acts.size(); i++) {
            told.add("among many: %s → %s".formatted(acts.get(i), expected.get(i)));
        }
        Answer answer = around.person(one.who())
                .post(around.traza().command("/api/v1/tickets/bulk"), Map.of("commands", commands));
        if (!one.who().agent() && answer.status() != 207) {
            agree(Told.by(answer), expected.getFirst());
            return;
        }
        JsonNode items = answer.expect(207).json().path("items");
        for (int i = 0; i < acts.size(); i++) {
            around.tally().count("among many", expected.get(i).outcome());
            Told item = Told.byItem(items.path(i));
            if (item.isUndecided()) {
                awaitDecided(item);
            } else {
                agree(item, expected.get(i));
            }
        }
        awaitOthers(before, one);
    }

    /** Something that was asked earlier is asked again with the same key, long after. */
    void repeat(RandomGenerator random) {
        if (!repeatable.isEmpty()) {
            Sent sent = repeatable.get(random.nextInt(repeatable.size()));
            told.add("late repeat of %s".formatted(sent.act()));
            around.tally().count("late repeat", "done");
            again(sent, sent.first(), true);
        }
    }

    /** Something else is asked with the key of an earlier request. */
    void askAnotherWithTheSameKey(RandomGenerator random) {
        if (!repeatable.isEmpty()) {
            Sent sent = repeatable.get(random.nextInt(repeatable.size()));
            Wish other = new Wish.Comment("Otra cosa con la misma clave", Visibility.PUBLIC);
            told.add("another request with the key of %s".formatted(sent.act()));
            Wish.Request request = other.request(names.of(sent.act().label()));
            Told answer = send(new Sent(
                    sent.act(),
                    request,
                    sent.address().substring(0, sent.address().indexOf('/')) + "/" + request.path(),
                    withoutVersion(sent.headers()),
                    sent.first()));
            around.tally().count("another, same key", String.valueOf(answer.code()));
            assertThat(answer.code()).as("%s%n%s", answer, this).isEqualTo("COMMAND_ID_REUSED");
            assertThat(answer.status()).isEqualTo(422);
        }
    }

    private static List<String> withoutVersion(List<String> headers) {
        int key = headers.indexOf("Idempotency-Key");
        return headers.subList(key, key + 2);
    }

    private void again(Sent sent, Told first, boolean decided) {
        Told again = send(sent);
        assertThat(again.says(first))
                .as("%s again: %s, first: %s%n%s", sent.act(), again, first, this)
                .isTrue();
        assertThat(again.replayed()).as("%s%n%s", again, this).isEqualTo(decided);
    }

    /** Compares what is seen of all tickets, by support and by those who do not work here. */
    void look() {
        plain.labels().forEach(this::look);
    }

    private void look(String label) {
        long version = plain.ticket(label).version();
        String context = "%s of %s".formatted(label, this);
        assertThat(seen(read(Who.ANA, label, version, "").expect(200).json()))
                .as(context)
                .containsExactlyEntriesOf(plain.view(label));
        assertThat(timeline(label).stream()
                        .filter(item -> !item.hasNonNull("mergedFrom"))
                        .count())
                .as(context)
                .isEqualTo(version);
        for (Who who : OUTSIDE) {
            Answer answer = read(who, label, version, "");
            String seenBy = "%s seen by %s".formatted(context, who);
            assertThat(answer.status()).as(seenBy).isEqualTo(plain.ticket(label).concerns(who) ? 200 : 404);
            if (answer.status() == 200) {
                assertThat(answer.json().path("commentCount").asInt())
                        .as(seenBy)
                        .isEqualTo(plain.comments(label, false));
                assertThat(links(answer.json())).as(seenBy).isEqualTo(plain.links(label, who));
            }
        }
    }

    private Sent prepare(Act act, Manner manner) {
        List<String> headers = new ArrayList<>();
        if (manner.version() != null) {
            headers.addAll(List.of("If-Match", "\"" + manner.version() + "\""));
        }
        headers.addAll(List.of("Idempotency-Key", UUID.randomUUID().toString()));
        Wish.Request request = act.wish().request(names.of(act.label()));
        Named ticket = named.get(act.label());
        String address = ticket == null
                ? UNKNOWN_NUMBER
                : manner.byNumber() ? ticket.number() : ticket.id().toString();
        return new Sent(
                act,
                request,
                address + "/" + request.path(),
                headers,
                new Told(0, null, 0, null, null, false, NullNode.getInstance()));
    }

    private void note(Sent sent, Expected expected) {
        around.tally().count(sent.act().wish().called(), expected.outcome());
        told.add("%s %s %s → %s".formatted(sent.act(), sent.headers(), sent.address(), expected));
    }

    /**
     * What can be repeated at any time. The form of a classification is held against the catalog as it is then, before
     * anybody looks whether it was asked before.
     */
    private void remember(Sent sent, Told answer, Expected expected) {
        if (expected.status() == 201) {
            register(plain.labels().getLast(), answer);
        }
        if (expected.decided() && !(sent.act().wish() instanceof Wish.Classify)) {
            repeatable.add(new Sent(sent.act(), sent.request(), sent.address(), sent.headers(), answer));
        }
    }

    private Told send(Sent sent) {
        Wish.Request request = sent.request();
        URI address = around.traza().command("/api/v1/tickets/" + sent.address());
        String[] headers = sent.headers().toArray(String[]::new);
        Object body = request.body();
        Person person = around.person(sent.act().who());
        Answer answer =
                switch (request.method()) {
                    case "POST" -> person.post(address, body == null ? Map.of() : body, headers);
                    case "PUT", "DELETE" ->
                        body == null
                                ? person.send(request.method(), address, HttpRequest.BodyPublishers.noBody(), headers)
                                : person.put(address, body, headers);
                    default -> throw new IllegalArgumentException(request.method());
                };
        return answer.status() == 202 ? settledLater(sent, answer) : Told.by(answer);
    }

    /** On a busy machine a decision can take longer than the service waits; whoever asks again gets it. */
    private Told settledLater(Sent sent, Answer undecided) {
        awaitDecided(Told.by(undecided));
        return send(sent);
    }

    private void awaitDecided(Told undecided) {
        String commandId = undecided.body().path("commandId").asText();
        await("decision of " + commandId).atMost(Patience.SECONDS).until(() -> !around.person(Who.ANA)
                .get(around.traza().query("/api/v1/commands/" + commandId))
                .json()
                .path("status")
                .asText("PENDING")
                .equals("PENDING"));
    }

    /** What is told to other tickets comes a moment later; the next request must not overtake it. */
    private void awaitOthers(PlainDesk before, Act act) {
        plain.changedSince(before).stream()
                .filter(label -> !label.equals(act.label()))
                .forEach(label ->
                        read(Who.ANA, label, plain.ticket(label).version(), "").expect(200));
    }

    private List<Told> together(Supplier<Told> one, Supplier<Told> other) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Told> first = CompletableFuture.supplyAsync(one, threads);
            CompletableFuture<Told> second = CompletableFuture.supplyAsync(other, threads);
            return List.of(first.join(), second.join());
        }
    }

    private void agree(Told answer, Expected expected) {
        assertThat(answer.differenceFrom(expected)).as("%s%n%s", answer, this).isNull();
    }

    /** As a client reads that knows of this version, whoever has made it. */
    private Answer read(Who who, String label, long version, String path) {
        UUID id = Objects.requireNonNull(named.get(label)).id();
        return around.person(who)
                .fresh(around.traza().query("/api/v1/tickets/" + id + path), new ConsistencyToken(id, version).text());
    }

    /** The ticket as its view shows it to support. */
    private Map<String, Object> seen(JsonNode view) {
        Map<String, Object> seen = new TreeMap<>();
        seen.put("version", view.path("version").asLong());
        for (String field : List.of("status", "subject", "description", "impact", "urgency", "priority", "type")) {
            seen.put(field, view.path(field).asText());
        }
        put(seen, "category", text(view.path("category")));
        JsonNode item = view.path("catalogItem");
        put(seen, "itemVersion", item.isObject() ? item.path("version").asLong() : null);
        Map<String, String> fields = new TreeMap<>();
        view.path("customFields")
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        seen.put("customFields", fields);
        seen.put("level", view.path("level").asInt());
        put(seen, "team", text(view.path("team")));
        put(seen, "assignee", text(view.path("assignee")));
        put(seen, "resolutionCode", text(view.path("resolutionCode")));
        seen.put("reopenCount", view.path("reopenCount").asInt());
        seen.put("commentCount", view.path("commentCount").asInt());
        seen.put("tags", list(view.path("tags"), ""));
        seen.put("watchers", list(view.path("watchers"), "").stream().sorted().toList());
        seen.put(
                "participants",
                list(view.path("participants"), "/id").stream().sorted().toList());
        seen.put("assets", list(view.path("assets"), "/assetId"));
        seen.put("tasks", list(view.path("tasks"), "/taskId", "/title", "/state"));
        seen.put("workMinutes", view.path("workMinutes").asInt());
        JsonNode rating = view.path("rating");
        put(seen, "score", rating.isObject() ? rating.path("score").asInt() : null);
        seen.put("approvals", approvals(view.path("approvals")));
        JsonNode into = view.path("mergedInto");
        put(seen, "mergedInto", into.isObject() ? labelOf(into.path("number").asText()) : null);
        seen.put("absorbed", labels(view.path("absorbed"), "number"));
        JsonNode offer = view.path("offeredResolution");
        put(
                seen,
                "offer",
                offer.isObject()
                        ? offer.path("code").asText() + " of "
                                + labelOf(offer.path("parentNumber").asText())
                        : null);
        seen.put("splits", labels(view.path("splits"), "ticketId"));
        JsonNode from = view.path("splitFrom");
        put(seen, "splitFrom", from.isTextual() ? labelOf(from.asText()) : null);
        seen.put("links", links(view));
        seen.put("childrenDone", view.path("children").path("done").asLong());
        return seen;
    }

    private static List<String> approvals(JsonNode approvals) {
        return approvals
                .valueStream()
                .map(approval -> {
                    List<String> votes = approval.path("votes")
                            .valueStream()
                            .map(vote -> vote.path("approver").asText() + "="
                                    + vote.path("decision").asText())
                            .toList();
                    return "%s %s %d {%s}"
                            .formatted(
                                    approval.path("approvalId").asText(),
                                    approval.path("state").asText(),
                                    approval.path("needed").asInt(),
                                    String.join(", ", votes));
                })
                .toList();
    }

    private List<String> links(JsonNode view) {
        return view.path("links")
                .valueStream()
                .map(link -> link.path("type").asText() + " "
                        + labelOf(link.path("number").asText()))
                .sorted()
                .toList();
    }

    private List<String> labels(JsonNode array, String field) {
        return array.valueStream()
                .map(element -> labelOf(element.path(field).asText()))
                .sorted()
                .toList();
    }

    private String labelOf(String numberOrId) {
        return named.entrySet().stream()
                .filter(ticket -> ticket.getValue().number().equals(numberOrId)
                        || ticket.getValue().id().toString().equals(numberOrId))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(numberOrId);
    }

    /** What has happened to the ticket itself, and to those that go on in it. */
    private List<JsonNode> timeline(String label) {
        List<JsonNode> items = new ArrayList<>();
        String page = "/timeline?limit=100";
        while (true) {
            JsonNode answer = read(Who.ANA, label, plain.ticket(label).version(), page)
                    .expect(200)
                    .json();
            StreamSupport.stream(answer.path("items").spliterator(), false)
                    .filter(item -> "TICKET".equals(item.path("source").asText()))
                    .forEach(items::add);
            if (!answer.path("nextCursor").isTextual()) {
                return items;
            }
            page = "/timeline?limit=100&cursor="
                    + URLEncoder.encode(answer.path("nextCursor").asText(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String toString() {
        return "%s, tickets %s:%n%s".formatted(name, named, String.join("\n", told));
    }

    private static List<String> list(JsonNode array, String... pointers) {
        return array.valueStream()
                .map(element -> String.join(
                        " ",
                        List.of(pointers).stream()
                                .map(pointer -> element.at(pointer).asText())
                                .toList()))
                .toList();
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    private static void put(Map<String, Object> seen, String field, @Nullable Object value) {
        if (value != null) {
            seen.put(field, value);
        }
    }

    /** How the running system names what a wish speaks of. */
    private final class Names {

        Wish.Names of(String label) {
            return new Wish.Names() {
                @Override
                public String ticket(String other) {
                    Named ticket = named.get(other);
                    return ticket == null ? UNKNOWN_NUMBER : ticket.number();
                }

                @Override
                public String comment(int index) {
                    List<String> ids = named.containsKey(label)
                            ? timeline(label).stream()
                                    .filter(item -> !item.hasNonNull("mergedFrom")
                                            && item.path("type").asText().equals("CommentAdded"))
                                    .map(item ->
                                            item.path("data").path("commentId").asText())
                                    .toList()
                            : List.of();
                    return index < ids.size()
                            ? ids.get(index)
                            : UUID.randomUUID().toString();
                }

                @Override
                public String item() {
                    return plain.item().path();
                }
            };
        }
    }
}
