package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Links, splits, parents and children, as a client sees them. */
@OnTraza
@Order(2)
class AcrossTicketsTest {

    private final Traza traza;

    AcrossTicketsTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void aLinkIsOnBothTicketsAndGoesFromBoth() {
        // given
        Person ana = traza.agent("ana");
        String incident = opened("u-lucia").number();
        String problem = opened("u-tom").number();

        // when
        Answer linked =
                ana.put(write(incident, "links/CAUSED_BY/" + problem), Map.of()).expect(200);

        // then
        assertThat(read(ana, incident, linked).path("links").findValuesAsText("number"))
                .containsExactly(problem);
        shown(ana, problem, ticket -> ticket.path("links")
                .findValuesAsText("number")
                .equals(List.of(incident)));
        JsonNode lucias = read(traza.requester("u-lucia"), incident, linked);
        assertThat(lucias.path("links")).as("a link to somebody else's ticket").isEmpty();

        // and when it is taken away from the other end
        Answer gone = ana.delete(write(problem, "links/CAUSES/" + incident)).expect(200);
        assertThat(read(ana, problem, gone).path("links")).isEmpty();
        shown(ana, incident, ticket -> ticket.path("links").isEmpty());

        // and what cannot be is refused by whichever ticket forbids it
        ana.put(write(incident, "links/RELATED/T-99999999"), Map.of()).expect(404);
        ana.put(write(incident, "links/RELATED/" + incident), Map.of()).expect(422);
    }

    @Test
    void aCommentBecomesATicketOfItsOwn() {
        // given
        Person lucia = traza.requester("u-lucia");
        Person ana = traza.agent("ana");
        String number = opened("u-lucia").number();
        Answer said = lucia.post(
                        write(number, "comments"),
                        Map.of("body", "Y el escáner tampoco funciona", "visibility", "PUBLIC"))
                .expect(200);
        String commentId = StreamSupport.stream(
                        ana.fresh(traza.query("/api/v1/tickets/" + number + "/timeline"), said.consistencyToken())
                                .expect(200)
                                .json()
                                .path("items")
                                .spliterator(),
                        false)
                .filter(item -> item.path("type").asText().equals("CommentAdded"))
                .map(item -> item.path("data").path("commentId").asText())
                .findFirst()
                .orElseThrow();
        Map<String, String> wish = Map.of("commentId", commentId, "subject", "Escáner");

        // when
        Answer split = ana.post(write(number, "splits"), wish, "Idempotency-Key", commentId)
                .expect(201);
        Answer again = ana.post(write(number, "splits"), wish, "Idempotency-Key", commentId)
                .expect(201);

        // then
        assertThat(again.number()).isEqualTo(split.number()).isNotEqualTo(number);
        JsonNode fresh = read(lucia, split.number(), split);
        assertThat(fresh.path("subject").asText()).isEqualTo("Escáner");
        assertThat(fresh.path("description").asText()).isEqualTo("Y el escáner tampoco funciona");
        assertThat(fresh.path("requester").path("id").asText()).isEqualTo("u-lucia");
        shown(ana, number, ticket -> ticket.path("splits")
                .findValuesAsText("commentId")
                .equals(List.of(commentId)));
        ana.post(write(number, "splits"), wish).expect(422);
    }

    @Test
    void aParentsResolutionIsOfferedToItsChildrenAndTheirsIsToldToIt() {
        // given
        Person ana = traza.agent("ana");
        String parent = opened("u-tom").number();
        String child = opened("u-lucia").number();
        ana.put(write(parent, "links/PARENT_OF/" + child), Map.of()).expect(200);

        // when
        ana.post(write(parent, "resolution"), Map.of("code", "FIXED", "text", "Servidor reiniciado"))
                .expect(200);

        // then
        shown(
                ana,
                child,
                ticket -> ticket.path("offeredResolution").path("text").asText().equals("Servidor reiniciado"));
        Answer resolved =
                ana.post(write(child, "resolution"), Map.of("fromParent", true)).expect(200);
        JsonNode view = read(ana, child, resolved);
        assertThat(view.path("status").asText()).isEqualTo("RESOLVED");
        assertThat(view.path("resolutionText").asText()).isEqualTo("Servidor reiniciado");
        shown(
                ana,
                parent,
                ticket -> ticket.path("children").path("done").asInt() == 1
                        && ticket.path("children").path("total").asInt() == 1);
    }

    private Answer opened(String requesterId) {
        return traza.requester(requesterId)
                .post(traza.command("/api/v1/tickets"), Tickets.ofRequester(requesterId, "across"))
                .expect(201);
    }

    private URI write(String number, String what) {
        return traza.command("/api/v1/tickets/" + number + "/" + what);
    }

    private JsonNode read(Person reader, String number, Answer written) {
        return reader.fresh(traza.query("/api/v1/tickets/" + number), written.consistencyToken())
                .expect(200)
                .json();
    }

    /** What another ticket was told is read a moment later. */
    private void shown(Person reader, String number, Predicate<JsonNode> expected) {
        await(number + " as expected")
                .atMost(Patience.SECONDS)
                .until(
                        () -> reader.get(traza.query("/api/v1/tickets/" + number))
                                .expect(200)
                                .json(),
                        expected);
    }
}
