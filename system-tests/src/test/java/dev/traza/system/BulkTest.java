package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Many commands in one request: each for itself, in order, and seen by the readers. */
@OnTraza
@Order(4)
class BulkTest {

    private final Traza traza;
    private final Person ana;
    private final URI bulk;

    BulkTest(Traza traza) {
        this.traza = traza;
        this.ana = traza.agent("ana");
        this.bulk = traza.command("/api/v1/tickets/bulk");
    }

    @Test
    void oneCommandForManyTicketsIsSeenInEachOfThem() {
        // given
        List<String> numbers = Stream.generate(this::open).limit(20).toList();

        // when
        JsonNode items = ana.post(
                        bulk,
                        Map.of(
                                "tickets",
                                numbers,
                                "command",
                                "TagTicket",
                                "body",
                                Map.of("tags", List.of("en-bloque"))))
                .expect(207)
                .json()
                .path("items");

        // then
        assertThat(items.findValuesAsText("number")).containsExactlyElementsOf(numbers);
        assertThat(items).allSatisfy(item -> {
            assertThat(item.path("status").asInt()).isEqualTo(200);
            URI view = traza.query("/api/v1/tickets/" + item.path("ticketId").asText());
            assertThat(ana.fresh(view, item.path("consistencyToken").asText())
                            .expect(200)
                            .json()
                            .path("tags")
                            .toString())
                    .contains("en-bloque");
        });
    }

    @Test
    void fiveHundredForOneTicketAreDecidedInTheirOrderOrToldWhereToAsk() {
        // given
        String number = open();
        List<Map<String, Object>> commands = IntStream.range(0, 500)
                .<Map<String, Object>>mapToObj(n -> Map.of(
                        "ticketId",
                        number,
                        "command",
                        "LogWork",
                        "body",
                        Map.of("minutes", 1, "activity", "Paso " + n)))
                .toList();

        // when
        JsonNode items =
                ana.post(bulk, Map.of("commands", commands)).expect(207).json().path("items");

        // then
        assertThat(items).hasSize(500);
        assertThat(items.findValuesAsText("status")).isSubsetOf("200", "202").contains("200");
        assertThat(StreamSupport.stream(items.spliterator(), false)
                        .filter(item -> item.has("version"))
                        .map(item -> item.path("version").asLong())
                        .toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void ticketsThatAreOpenedInOneRequestAreFoundWhereTheirAnswersSay() {
        // given
        String number = open();
        Map<String, Object> opening =
                Map.of("command", "OpenTicket", "body", Tickets.ofRequester("u-lucia", "tóner, en bloque"));
        Map<String, Object> request = Map.of(
                "commands",
                List.of(
                        opening,
                        Map.of(
                                "ticketId",
                                number,
                                "command",
                                "TagTicket",
                                "body",
                                Map.of("tags", List.of("en-bloque"))),
                        opening));

        // when
        JsonNode items = ana.post(bulk, request).expect(207).json().path("items");

        // then
        assertThat(items.findValuesAsText("status")).containsExactly("201", "200", "201");
        assertThat(items.findValuesAsText("number"))
                .doesNotHaveDuplicates()
                .element(1)
                .isEqualTo(number);
        for (JsonNode opened : List.of(items.get(0), items.get(2))) {
            URI view = traza.query(opened.path("location").asText());
            assertThat(ana.fresh(view, opened.path("consistencyToken").asText())
                            .expect(200)
                            .json()
                            .path("number")
                            .asText())
                    .isEqualTo(opened.path("number").asText());
        }
    }

    private String open() {
        Answer opened = traza.requester("u-lucia")
                .post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-lucia", "tóner"))
                .expect(201);
        return opened.number();
    }
}
