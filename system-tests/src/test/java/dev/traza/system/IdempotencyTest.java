package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ticket.TicketEvent;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The same request with the same key is one wish, however often it is said. */
@OnTraza
@Order(2)
class IdempotencyTest {

    private final Traza traza;
    private final Person person;
    private final String key = "key-" + UUID.randomUUID();

    IdempotencyTest(Traza traza) {
        this.traza = traza;
        this.person = traza.requester("u-idem");
    }

    @Test
    void theSameRequestAgainGivesTheFirstAnswerAgain() {
        Answer first = open("capibara").expect(201);
        Answer second = open("capibara").expect(201);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(openedWith("capibara")).isEqualTo(1);
    }

    @Test
    void theSameRequestTwentyTimesAtOnceOpensOneTicket() throws InterruptedException, ExecutionException {
        List<Answer> answers = atOnce(20, "manatí");

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 409));
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(Answer::ticketId)
                        .distinct())
                .hasSize(1);
        assertThat(openedWith("manatí")).isEqualTo(1);
        assertThat(open("manatí").expect(201).ticketId())
                .isEqualTo(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .findFirst()
                        .orElseThrow()
                        .ticketId());
    }

    @Test
    void anotherBodyWithTheSameKeyIsRefused() {
        open("tapir").expect(201);

        Answer other = open("jaguar").expect(422);

        assertThat(other.header("Content-Type")).startsWith("application/problem+json");
        assertThat(other.json().path("code").asText()).isEqualTo("COMMAND_ID_REUSED");
        assertThat(openedWith("jaguar")).isZero();
    }

    @Test
    void theSameKeyOfAnotherPersonIsAnotherKey() {
        UUID first = open("puma").expect(201).ticketId();
        UUID second = traza.requester("u-idem-2")
                .post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-idem-2", "puma"), "Idempotency-Key", key)
                .expect(201)
                .ticketId();

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aCommentSentTwiceIsSaidOnce() {
        Answer opened = open("ocelote").expect(201);
        String commentKey = key + "-comment";

        Answer first = person.post(
                        traza.command("/api/v1/tickets/" + opened.ticketId() + "/comments"),
                        Map.of("body", "¿Alguna novedad?", "visibility", "PUBLIC"),
                        "Idempotency-Key",
                        commentKey)
                .expect(200);
        Answer second = person.post(
                        traza.command("/api/v1/tickets/" + opened.ticketId() + "/comments"),
                        Map.of("body", "¿Alguna novedad?", "visibility", "PUBLIC"),
                        "Idempotency-Key",
                        commentKey)
                .expect(200);

        assertThat(second.version()).isEqualTo(first.version());
        assertThat(traza.log().log().ticketEvents().stream()
                        .filter(event -> event.value().ticketId().equals(opened.ticketId()))
                        .filter(event -> event.value().event() instanceof TicketEvent.CommentAdded))
                .hasSize(1);
    }

    private Answer open(String word) {
        return person.post(
                traza.command("/api/v1/tickets"), Tickets.ofRequester("u-idem", word), "Idempotency-Key", key);
    }

    private List<Answer> atOnce(int times, String word) throws InterruptedException, ExecutionException {
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                answers.add(threads.submit(() -> open(word)));
            }
        }
        List<Answer> all = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            all.add(answer.get());
        }
        return all;
    }

    private long openedWith(String word) {
        return traza.log().log().ticketEvents().stream()
                .filter(event -> event.value().event() instanceof TicketEvent.TicketOpened opened
                        && opened.requester().id().equals("u-idem")
                        && opened.subject().endsWith(word))
                .count();
    }
}
