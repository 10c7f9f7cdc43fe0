package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Urgency;
import dev.traza.stack.Part;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.life.Expected;
import dev.traza.system.life.PlainTicket;
import dev.traza.system.life.Who;
import dev.traza.system.life.Wish;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ticket of the running system and one in plain variables, asked the same and compared at every step. */
final class SideBySide {

    /** They assign, escalate and close by themselves, so they have to stand still. */
    private static final List<Part> OTHERS = List.of(Part.ROUTING_SERVICE, Part.SLA_SERVICE, Part.NOTIFICATION_SERVICE);

    private final Traza traza;
    private final String name;
    private final PlainTicket plain;
    private final List<String> told = new ArrayList<>();
    private final String id;
    private final String number;
    private String token;
    private int requests = 1;

    /** Opens both. */
    SideBySide(Traza traza, String name, Impact impact, Urgency urgency) {
        this.traza = traza;
        this.name = name;
        this.plain = new PlainTicket("No puedo imprimir", "No responde", impact, urgency);
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
        id = opened.ticketId().toString();
        number = opened.number();
        token = opened.consistencyToken();
    }

    /** From here on nobody acts but those who ask. */
    static void nobodyElseActs(Traza traza) {
        OTHERS.forEach(traza.stack()::stop);
    }

    /** The others go on. */
    static void theOthersGoOn(Traza traza) {
        OTHERS.forEach(traza.stack()::start);
    }

    /** How many requests there were. */
    int requests() {
        return requests;
    }

    /** The one in plain variables. */
    PlainTicket plain() {
        return plain;
    }

    /** Asks both. */
    void ask(Who who, Wish wish) {
        ask(who, wish, new Manner(false, null, false));
    }

    /** Asks both in a certain manner. */
    void ask(Who who, Wish wish, Manner manner) {
        List<String> headers = new ArrayList<>();
        if (manner.version() != null) {
            headers.addAll(List.of("If-Match", "\"" + manner.version() + "\""));
        }
        if (manner.twice()) {
            headers.addAll(List.of("Idempotency-Key", UUID.randomUUID().toString()));
        }
        String[] sent = headers.toArray(String[]::new);
        String address = "/api/v1/tickets/" + (manner.byNumber() ? number : id) + "/"
                + wish.request().path();
        Expected expected = plain.ask(who, wish, manner.version() == null || manner.version() == plain.version());
        told.add("%s %s %s %s → %s, version %d".formatted(who, wish, headers, address, expected, plain.version()));
        agree(send(who, wish, address, sent), expected);
        if (manner.twice()) {
            Answer again = send(who, wish, address, sent);
            agree(again, expected);
            assertThat(again.response()
                            .headers()
                            .firstValue("Idempotent-Replayed")
                            .isPresent())
                    .as(this.toString())
                    .isEqualTo(expected.decided());
        }
    }

    /**
     * How something is asked.
     *
     * @param byNumber instead of by id
     * @param version the only one that will do; absent when any will
     * @param twice with the same key, as a client does that heard nothing
     */
    record Manner(boolean byNumber, @Nullable Long version, boolean twice) {}

    /** Compares what is seen of both. */
    void look() {
        assertThat(seen()).as(this.toString()).containsExactlyEntriesOf(plain.view());
        assertThat(timelineLength()).as(this.toString()).isEqualTo(plain.version());
        assertThat(read(Who.OWNER, "").expect(200).json().path("commentCount").asInt())
                .as(this.toString())
                .isEqualTo(plain.publicComments());
    }

    private Person person(Who who) {
        return switch (who) {
            case OWNER, STRANGER -> traza.requester(who.subject());
            case ANA, LUIS, CARMEN -> traza.agent(who.subject());
            case INTEGRATOR -> traza.integrator();
            case NOBODY -> traza.nobody();
        };
    }

    private Answer send(Who who, Wish wish, String address, String... headers) {
        requests++;
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

    private void agree(Answer answer, Expected expected) {
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
                    + URLEncoder.encode(answer.path("nextCursor").asText(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String toString() {
        return "%s, ticket %s:%n%s".formatted(name, number, String.join("\n", told));
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
