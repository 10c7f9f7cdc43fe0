package dev.traza.system.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sends what a page says, in its order, and holds the answers against it. */
public final class Walk {

    private final Person client;
    private final Map<String, URI> hosts;
    private final Blanks blanks = new Blanks();

    /**
     * A walk that has not begun.
     *
     * @param client without a token; the page has its own
     * @param hosts where a {@code Host} of the page is
     * @param known what blanks stand for from the beginning
     */
    public Walk(Person client, Map<String, URI> hosts, Map<String, String> known) {
        this.client = client;
        this.hosts = Map.copyOf(hosts);
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
        String where = exchange.method() + " " + exchange.path();
        Answer answer = send(exchange);
        assertThat(answer.status()).as("%s: %s", where, answer).isEqualTo(exchange.status());
        String body = exchange.answer().body();
        if (!body.isEmpty()) {
            JsonNode onThePage = ContractJson.mapper().readTree(body);
            blanks.expect(where, onThePage, answer.json());
        }
        exchange.answer()
                .headers()
                .forEach((name, value) -> blanks.expect(where + " " + name, value, answer.header(name)));
    }

    private Answer send(Conversation.Exchange exchange) {
        List<String> headers = new ArrayList<>();
        exchange.request().headers().forEach((name, value) -> {
            if (!name.equals("Host")) {
                headers.add(name);
                headers.add(blanks.filled(value));
            }
        });
        String host = Objects.requireNonNull(exchange.request().headers().get("Host"), "A request needs a Host");
        URI address = URI.create(
                Objects.requireNonNull(hosts.get(host), () -> "There is no " + host) + blanks.filled(exchange.path()));
        HttpRequest.BodyPublisher body = exchange.request().body().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(
                        blanks.filled(exchange.request().body()));
        return Person.patient(() -> client.send(exchange.method(), address, body, headers.toArray(String[]::new)));
    }
}
