package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Work waits for those who have to approve it, and goes on when they have, or when their time is over. */
@OnTraza
@Order(4)
class ApprovalTest {

    private static final Map<String, String> YES = Map.of("decision", "APPROVE", "comment", "De acuerdo");

    private final Traza traza;
    private final Person ana;
    private final String carlosId = "u-carlos-" + UUID.randomUUID();
    private final Person carlos;
    private final Person stranger;
    private URI ticket;
    private URI view;
    private String number;

    ApprovalTest(Traza traza) {
        this.traza = traza;
        this.ana = traza.agent("ana");
        this.carlos = traza.requester(carlosId);
        this.stranger = traza.requester("u-stranger");
    }

    @BeforeEach
    void openATicket() {
        Answer opened = traza.requester("u-lucia")
                .post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-lucia", "portátil"))
                .expect(201);
        number = opened.number();
        ticket = traza.command("/api/v1/tickets/" + number + "/");
        view = traza.query("/api/v1/tickets/" + number);
    }

    @Test
    void whoIsAskedIsToldFindsItDecidesAndTheTicketGoesOn() {
        // given
        String approval = "approvals/" + UUID.randomUUID();
        String mail = carlosId + "@example.org";
        Answer asked = ana.put(
                        ticket.resolve(approval),
                        Map.of("question", "¿480 €?", "approvers", List.of(Map.of("id", carlosId, "email", mail))))
                .expect(200);
        assertThat(asked.json().path("status").asText()).isEqualTo("ON_HOLD");

        // when
        JsonNode waiting = carlos.fresh(traza.query("/api/v1/tickets?approver=" + carlosId), asked.consistencyToken())
                .expect(200)
                .json();

        // then
        assertThat(waiting.path("items").findValuesAsText("number")).containsExactly(number);
        assertThat(carlos.get(view).expect(200).json().path("approvals").findValuesAsText("question"))
                .containsExactly("¿480 €?");
        assertThat(stranger.get(view).status()).isEqualTo(404);
        await("the approver's mail").atMost(Patience.SECONDS).until(() -> traza.mailbox(mail).messages().stream()
                .anyMatch(letter -> letter.text().contains("¿480 €?")));

        // when
        assertThat(stranger.post(ticket.resolve(approval + "/decision"), YES).status())
                .isEqualTo(404);
        assertThat(ana.post(ticket.resolve(approval + "/decision"), YES).status())
                .isEqualTo(403);
        Answer decided =
                carlos.post(ticket.resolve(approval + "/decision"), YES).expect(200);

        // then
        assertThat(decided.json().path("status").asText()).isEqualTo("OPEN");
        JsonNode seen = ana.fresh(view, decided.consistencyToken()).expect(200).json();
        assertThat(seen.path("approvals").findValuesAsText("state")).containsExactly("GRANTED");
        assertThat(seen.path("approvals").findValuesAsText("comment")).containsExactly("De acuerdo");
        assertThat(carlos.fresh(traza.query("/api/v1/tickets?approver=" + carlosId), decided.consistencyToken())
                        .expect(200)
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void twoThatExpireEachKeepTheirDate() {
        // given
        String first = "approvals/" + UUID.randomUUID();
        String second = "approvals/" + UUID.randomUUID();
        Instant now = Instant.now();
        ask(first, now.plus(Duration.ofSeconds(4)));
        ask(second, now.plus(Duration.ofSeconds(9)));

        // when
        await("the first has expired, the second has not")
                .atMost(Patience.SECONDS)
                .until(() -> states(), List.of("EXPIRED", "OPEN")::equals);

        // then
        assertThat(ana.get(view).expect(200).json().path("status").asText()).isEqualTo("ON_HOLD");
        await("both have expired")
                .atMost(Patience.SECONDS)
                .until(() -> states(), List.of("EXPIRED", "EXPIRED")::equals);
        assertThat(ana.get(view).expect(200).json().path("status").asText()).isEqualTo("OPEN");
        assertThat(carlos.post(ticket.resolve(second + "/decision"), YES).status())
                .isEqualTo(422);
    }

    private void ask(String approval, Instant expiresAt) {
        ana.put(
                        ticket.resolve(approval),
                        Map.of(
                                "question", "¿480 €?",
                                "approvers", List.of(carlosId),
                                "expiresAt", expiresAt.toString()))
                .expect(200);
    }

    private List<String> states() {
        return ana.get(view).expect(200).json().path("approvals").findValuesAsText("state");
    }
}
