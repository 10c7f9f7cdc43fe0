package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two people ask about the same matter: one ticket goes on in the other, is read there, and is taken back. */
@OnTraza
@Order(5)
class MergeTest {

    private final Traza traza;
    private final Person lucia;
    private final Person pedro;
    private final Person agent;

    MergeTest(Traza traza) {
        this.traza = traza;
        this.lucia = traza.requester("u-merge-lucia");
        this.pedro = traza.requester("u-merge-pedro");
        this.agent = traza.agent("ana");
    }

    @Test
    void aMergedTicketIsReadWhereItGoesOnAndHasEverythingInItsPlaceWhenItIsTakenBack() {
        // given
        Answer target = lucia.post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-merge-lucia", "avutarda"))
                .expect(201);
        Answer source = pedro.post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-merge-pedro", "abubilla"))
                .expect(201);
        comment(source, pedro, "Desde las nueve");
        comment(target, agent, "Lo miramos");
        placed(source);
        JsonNode before = view(source, agent);

        // when
        Answer merged = agent.post(
                        traza.command("/api/v1/tickets/" + source.number() + "/merge"),
                        Map.of("into", target.number(), "reason", "Es la misma avería"))
                .expect(200);

        // then
        assertThat(merged.json().path("status").asText()).isEqualTo("CLOSED");
        JsonNode closed = agent.fresh(traza.query("/api/v1/tickets/" + source.ticketId()), merged.consistencyToken())
                .expect(200)
                .json();
        assertThat(closed.path("mergedInto").path("number").asText()).isEqualTo(target.number());
        assertThat(closed.path("resolutionCode").asText()).isEqualTo("MERGED");
        await("both comments in one conversation")
                .atMost(Patience.SECONDS)
                .until(() -> view(target, agent).path("commentCount").asInt() == 2);
        await("the clocks stand still")
                .atMost(Patience.SECONDS)
                .until(() -> view(source, agent).path("sla").findValuesAsText("state").stream()
                        .allMatch("PAUSED"::equals));
        JsonNode timeline = pedro.get(traza.query("/api/v1/tickets/" + target.number() + "/timeline?limit=100"))
                .expect(200)
                .json()
                .path("items");
        assertThat(timeline.findValuesAsText("body")).contains("Desde las nueve", "Lo miramos");
        assertThat(timeline)
                .filteredOn(item -> item.path("type").asText().equals("CommentAdded"))
                .extracting(item -> item.path("mergedFrom").path("number").asText())
                .containsExactlyInAnyOrder("", source.number());
        Answer refused = agent.post(
                traza.command("/api/v1/tickets/" + source.number() + "/comments"), Tickets.publicComment("¿Hola?"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("possible")).extracting(JsonNode::asText).containsExactly("UnmergeTicket");

        // when
        Answer back = agent.delete(traza.command("/api/v1/tickets/" + source.number() + "/merge"))
                .expect(200);

        // then
        assertThat(back.json().path("status").asText())
                .isEqualTo(before.path("status").asText());
        await("each has its own again")
                .atMost(Patience.SECONDS)
                .until(() -> view(target, agent).path("commentCount").asInt() == 1
                        && pedro.get(traza.query("/api/v1/tickets/" + target.number()))
                                        .status()
                                == 404);
        await("the clocks run again in their first cycle")
                .atMost(Patience.SECONDS)
                .until(() -> states(source).equals(List.of("1 RUNNING", "1 RUNNING")));
        JsonNode after = view(source, agent);
        for (String kept : List.of("status", "team", "assignee", "level", "participants", "commentCount")) {
            assertThat(after.path(kept)).as(kept).isEqualTo(before.path(kept));
        }
        assertThat(after.hasNonNull("mergedInto")).isFalse();
        comment(source, pedro, "Sigue igual");
    }

    private List<String> states(Answer ticket) {
        return view(ticket, agent)
                .path("sla")
                .valueStream()
                .map(clock ->
                        clock.path("cycle").asInt() + " " + clock.path("state").asText())
                .toList();
    }

    private void placed(Answer ticket) {
        await("placed, with clocks and its comment")
                .atMost(Patience.SECONDS)
                .until(
                        () -> view(ticket, agent),
                        view -> view.hasNonNull("assignee")
                                && view.path("sla").size() == 2
                                && view.path("commentCount").asInt() == 1);
    }

    private void comment(Answer ticket, Person who, String text) {
        who.post(traza.command("/api/v1/tickets/" + ticket.ticketId() + "/comments"), Tickets.publicComment(text))
                .expect(200);
    }

    private JsonNode view(Answer ticket, Person who) {
        return who.get(traza.query("/api/v1/tickets/" + ticket.ticketId()))
                .expect(200)
                .json();
    }
}
