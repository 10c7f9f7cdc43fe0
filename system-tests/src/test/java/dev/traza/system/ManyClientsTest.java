package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.stack.Part;
import dev.traza.stack.process.Ports;
import dev.traza.stack.service.ServiceProcess;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import dev.traza.system.network.OneAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two query services behind one address: whoever sends the token of a write finds it there, however they ask. */
@OnTraza
@Order(7)
class ManyClientsTest {

    private static final int CLIENTS = 16;
    private static final int ROUNDS = 12;

    private final Traza traza;
    private final String run = Long.toString(System.nanoTime(), 36);

    ManyClientsTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void everybodyFindsWhatTheyWroteWhicheverInstanceAnswers() throws Exception {
        ServiceProcess second = traza.stack().another(Part.TICKET_QUERY_SERVICE, Ports.free());
        second.start();
        try (OneAddress query = new OneAddress(List.of(traza.query(""), second.url()))) {
            List<Future<?>> clients = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < CLIENTS; i++) {
                    Client client = new Client(query, "c" + i + "of" + run);
                    clients.add(threads.submit(client::live));
                }
            }
            for (Future<?> client : clients) {
                client.get();
            }
            assertThat(query.taken())
                    .as("connections, so that both instances were asked")
                    .isGreaterThan(1);
            AtRest.nothingWrong(traza, List.of());
        } finally {
            second.stop();
        }
    }

    /** Writes and reads what it wrote, by turns. */
    private final class Client {

        private final OneAddress query;
        private final String word;
        private final Person agent = traza.agent("ana");

        Client(OneAddress query, String word) {
            this.query = query;
            this.word = word;
        }

        void live() {
            for (int round = 1; round <= ROUNDS; round++) {
                Answer opened = agent.post(
                                traza.command("/api/v1/tickets"), Tickets.of("u-" + word, word + " " + round, word))
                        .expect(201);
                UUID ticketId = opened.ticketId();
                assertThat(read(ticketId, opened).version()).isGreaterThanOrEqualTo(opened.version());
                assertThat(listed("/api/v1/tickets?limit=100&requester=u-" + word, opened))
                        .as("the list after %d openings", round)
                        .hasSize(round);
                assertThat(listed("/api/v1/tickets?limit=100&q=" + word, opened))
                        .as("the search after %d openings", round)
                        .hasSize(round);
                assertThat(figure("opened", opened))
                        .as("the figure after %d openings", round)
                        .isEqualTo(round);

                String said = "said" + round + "by" + word;
                Answer commented = agent.post(command(ticketId, "/comments"), Tickets.publicComment("Ya está: " + said))
                        .expect(200);
                assertThat(read(ticketId, commented).version()).isGreaterThanOrEqualTo(commented.version());
                assertThat(listed("/api/v1/tickets?q=" + said, commented))
                        .as("the search for a comment")
                        .singleElement()
                        .satisfies(item ->
                                assertThat(item.path("ticketId").asText()).isEqualTo(ticketId.toString()));
                assertThat(timeline(ticketId, commented)).contains("CommentAdded");

                Answer resolved = agent.post(
                                command(ticketId, "/resolution"), Map.of("code", "FIXED", "text", "Cambiado"))
                        .expect(200);
                assertThat(listed("/api/v1/tickets?limit=100&status=RESOLVED&requester=u-" + word, resolved))
                        .as("the resolved ones after %d resolutions", round)
                        .hasSize(round);
                assertThat(figure("resolved", resolved))
                        .as("the figure after %d resolutions", round)
                        .isEqualTo(round);
            }
        }

        private URI command(UUID ticketId, String what) {
            return traza.command("/api/v1/tickets/" + ticketId + what);
        }

        private Answer read(UUID ticketId, Answer after) {
            return agent.fresh(query.at("/api/v1/tickets/" + ticketId), after.consistencyToken())
                    .expect(200);
        }

        private List<JsonNode> listed(String path, Answer after) {
            return items(agent.fresh(query.at(path), after.consistencyToken()).expect(200));
        }

        /** How many of this client's tickets it counts: they alone are of this category. */
        private int figure(String name, Answer after) {
            return agent.fresh(query.at("/api/v1/figures/" + name + "?category=" + word), after.consistencyToken())
                    .expect(200)
                    .json()
                    .path("total")
                    .path("value")
                    .path("count")
                    .asInt(-1);
        }

        private List<String> timeline(UUID ticketId, Answer after) {
            return items(agent.fresh(
                                    query.at("/api/v1/tickets/" + ticketId + "/timeline?limit=100"),
                                    after.consistencyToken())
                            .expect(200))
                    .stream()
                    .map(item -> item.path("type").asText())
                    .toList();
        }

        private static List<JsonNode> items(Answer answer) {
            List<JsonNode> items = new ArrayList<>();
            answer.json().path("items").forEach(items::add);
            return items;
        }
    }
}
