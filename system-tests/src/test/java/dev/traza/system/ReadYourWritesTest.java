package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Who sends the token of a write sees the write, every time. */
@OnTraza
@Order(3)
class ReadYourWritesTest {

    private static final int TIMES = 200;

    private final Traza traza;
    private final Person agent;
    private UUID ticketId;

    ReadYourWritesTest(Traza traza) {
        this.traza = traza;
        this.agent = traza.agent("ana");
    }

    @BeforeEach
    void openTicket() {
        ticketId = agent.post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-ryw", "axolotl"))
                .expect(201)
                .ticketId();
    }

    @Test
    void aTicketReadByIdIsNeverOlderThanTheWrite() {
        for (int i = 0; i < TIMES; i++) {
            Answer written = comment(i);
            Answer read = agent.fresh(traza.query("/api/v1/tickets/" + ticketId), written.consistencyToken())
                    .expect(200);
            assertThat(read.version()).as("read %d", i).isGreaterThanOrEqualTo(written.version());
            assertThat(read.json().path("commentCount").asInt()).isGreaterThanOrEqualTo(i + 1);
        }
    }

    @Test
    void aListIsNeverOlderThanTheWrite() {
        String run = "lista" + Long.toString(System.nanoTime(), 36);
        for (int i = 0; i < TIMES; i++) {
            Answer opened = agent.post(
                            traza.command("/api/v1/tickets"), Tickets.ofRequester("u-ryw-" + run, run + " " + i))
                    .expect(201);
            Answer listed = agent.fresh(
                            traza.query("/api/v1/tickets?q=" + run + "&limit=1&sort=-createdAt"),
                            opened.consistencyToken())
                    .expect(200);
            assertThat(listed.json().path("items").path(0).path("ticketId").asText())
                    .as("list %d", i)
                    .isEqualTo(opened.ticketId().toString());
        }
    }

    private Answer comment(int i) {
        return agent.post(
                        traza.command("/api/v1/tickets/" + ticketId + "/comments"),
                        Tickets.publicComment("Comentario " + i))
                .expect(200);
    }
}
