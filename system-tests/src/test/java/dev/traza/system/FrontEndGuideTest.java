package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.stack.Part;
import dev.traza.stack.test.DocumentedAnswers;
import dev.traza.system.guide.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Every request of {@code docs/front-end.md}, on the running stack. */
@OnTraza
@Order(3)
class FrontEndGuideTest {

    private static final Path PAGE = Path.of("../docs/front-end.md");

    private final Traza traza;

    FrontEndGuideTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void everyAnswerIsAsThePageSays() throws Exception {
        Walk walk = new Walk(
                traza.nobody(),
                Map.of(
                        "localhost:8081", traza.stack().url(Part.TICKET_COMMAND_SERVICE),
                        "localhost:8082", traza.stack().url(Part.TICKET_QUERY_SERVICE)),
                Map.of(
                        "localhost:8081", DocumentedAnswers.of("ticket-command-service"),
                        "localhost:8082", DocumentedAnswers.of("ticket-query-service")),
                Map.of(
                        "lucia",
                        traza.requester("lucia").token(),
                        "pedro",
                        traza.requester("pedro").token(),
                        "ana",
                        traza.agent("ana").token(),
                        "a-new-key",
                        "form-" + UUID.randomUUID(),
                        "another-key",
                        "form-" + UUID.randomUUID(),
                        "a-word",
                        "w" + UUID.randomUUID()));

        int requests = walk.through(Files.readString(PAGE));

        assertThat(requests).isGreaterThan(10);
    }
}
