package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ContractJson;
import dev.traza.system.client.Tickets;
import dev.traza.system.guide.TicketClient;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The client of {@code docs/integrators.md} on the running stack. */
@OnTraza
class GuideTest {

    private final Traza traza;

    GuideTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void aCommandSentTwiceUnderOneKeyIsCarriedOutOnceAndCanBeReadAtOnce() throws Exception {
        TicketClient client = new TicketClient(
                HttpClient.newHttpClient(), traza.requester("u-guide").token());
        String key = "form-" + UUID.randomUUID();
        String body = ContractJson.mapper().writeValueAsString(Tickets.ofRequester("u-guide", "guía"));

        HttpResponse<String> opened = client.send(traza.command("/api/v1/tickets"), key, body);
        HttpResponse<String> again = client.send(traza.command("/api/v1/tickets"), key, body);

        assertThat(opened.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(opened.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        String id =
                ContractJson.mapper().readTree(opened.body()).path("ticketId").asText();
        HttpResponse<String> view = client.read(
                traza.query("/api/v1/tickets/" + id),
                opened.headers().firstValue("Consistency-Token").orElseThrow());
        assertThat(view.statusCode()).isEqualTo(200);
        assertThat(ContractJson.mapper().readTree(view.body()).path("ticketId").asText())
                .isEqualTo(id);
    }
}
