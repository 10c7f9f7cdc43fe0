package dev.traza.system.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import dev.traza.stack.test.DocumentedAnswers;
import dev.traza.system.client.Answer;
import dev.traza.system.client.LiveEvents;
import dev.traza.system.client.Person;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sends what a page says, in its order, and holds the answers against it. */
public final class Walk {

    private static final String EVENTS = "text/event-stream";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Person client;
    private final Map<String, URI> hosts;
    private final Map<String, DocumentedAnswers> documents;
    private final Blanks blanks = new Blanks();

    /**
     * A walk that has not begun.
     *
     * @param client without a token; the page has its own
     * @param hosts where a {@code Host} of the page is
     * @param documents of each of these hosts what its OpenAPI document says
     * @param known what blanks stand for from the beginning
     */
    public Walk(
            Person client,
            Map<String, URI> hosts,
            Map<String, DocumentedAnswers> documents,
            Map<String, String> known) {
        this.client = client;
        this.hosts = Map.copyOf(hosts);
        this.documents = Map.copyOf(documents);
        known.forEach(blanks::put);
    }

    /** Goes through the page. */
    public int through(String page) throws JsonProcessingException {
        List<Conversation.Exchange> exchanges = Conversation.of(page).exchanges();
        for (Conversation.Exchange exchange : exchanges) {
            step(exchange);
        }
        return exchanges.size();
    }

    private void step(Conversation.Exchange exchange) throws JsonProcessingException {
        if (EVENTS.equals(exchange.request().headers().get("Accept"))) {
            follow(exchange);
        } else {
            ask(exchange);
        }
    }

    /** The events of the page come in its order; others may come between them. */
    private void follow(Conversation.Exchange exchange) throws JsonProcessingException {
        Map<String, String> headers = exchange.request().headers();
        String token = blanks.filled(headers.getOrDefault("Authorization", "")).replace("Bearer ", "");
        String lastId = blanks.filled(headers.getOrDefault("Last-Event-ID", ""));
        try (LiveEvents live = LiveEvents.of(
                new Person(client.http(), "", token), address(exchange), lastId.isEmpty() ? null : lastId)) {
            assertThat(live.status()).as(exchange.path()).isEqualTo(exchange.status());
            for (String event : exchange.answer().body().strip().split("\n\n")) {
                expect(exchange, event, live);
            }
        }
    }

    private void expect(Conversation.Exchange exchange, String event, LiveEvents live) throws JsonProcessingException {
        String[] lines = event.split("\n");
        String name = lines[0].substring("event: ".length());
        JsonNode onThePage = ContractJson.mapper().readTree(lines[1].substring("data: ".length()));
        List<String> others = new ArrayList<>();
        while (true) {
            LiveEvents.Event told = live.next(PATIENCE)
                    .orElseThrow(
                            () -> new AssertionError(exchange.path() + " did not tell " + event + " but " + others));
            try {
                assertThat(told.name()).isEqualTo(name);
                blanks.expect(exchange.path(), onThePage, told.data());
                return;
            } catch (AssertionError another) {
                others.add(told + ": " + another.getMessage());
            }
        }
    }

    private void ask(Conversation.Exchange exchange) throws JsonProcessingException {
        String where = exchange.method() + " " + exchange.path();
        Answer answer = send(exchange);
        assertThat(answer.status()).as("%s: %s", where, answer).isEqualTo(exchange.status());
        expectAsDocumented(exchange, answer);
        String body = exchange.answer().body();
        if (!body.isEmpty()) {
            JsonNode onThePage = ContractJson.mapper().readTree(body);
            blanks.expect(where, onThePage, answer.json());
        }
        exchange.answer()
                .headers()
                .forEach((name, value) -> blanks.expect(where + " " + name, value, answer.header(name)));
    }

    /** The page shows a part of each answer; the document has to be right about all of it. */
    private void expectAsDocumented(Conversation.Exchange exchange, Answer answer) {
        DocumentedAnswers document = documents.get(host(exchange));
        assertThat(document).as("the OpenAPI document of " + host(exchange)).isNotNull();
        assertThat(document.faults(
                        exchange.method(),
                        address(exchange).getPath(),
                        answer.status(),
                        answer.response().headers().firstValue("Content-Type").orElse(""),
                        answer.text()))
                .isEmpty();
    }

    private static String host(Conversation.Exchange exchange) {
        return Objects.requireNonNull(exchange.request().headers().get("Host"), "A request needs a Host");
    }

    private URI address(Conversation.Exchange exchange) {
        String host = host(exchange);
        return URI.create(
                Objects.requireNonNull(hosts.get(host), () -> "There is no " + host) + blanks.filled(exchange.path()));
    }

    private Answer send(Conversation.Exchange exchange) {
        List<String> headers = new ArrayList<>();
        exchange.request().headers().forEach((name, value) -> {
            if (!name.equals("Host")) {
                headers.add(name);
                headers.add(blanks.filled(value));
            }
        });
        URI address = address(exchange);
        HttpRequest.BodyPublisher body = exchange.request().body().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(
                        blanks.filled(exchange.request().body()));
        return Person.patient(() -> client.send(exchange.method(), address, body, headers.toArray(String[]::new)));
    }
}
