package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.server.Mailbox;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** One ticket, opened by the person it is for, on its way through all five services. */
@OnTraza
@Order(1)
class WholeWayTest {

    private final Traza traza;

    WholeWayTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void aTicketIsAssignedWithAnExplanationAndHasDueTimesAndTwoMails() {
        // given
        Person lucia = traza.requester("u-lucia");

        // when
        Answer opened = lucia.post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-lucia", "zarigüeya"))
                .expect(201);

        // then
        assertThat(opened.header("Location")).isEqualTo("/api/v1/tickets/" + opened.ticketId());
        assertThat(opened.header("ETag")).isEqualTo("\"1\"");
        assertThat(opened.version()).isEqualTo(1);
        assertThat(opened.json().path("status").asText()).isEqualTo("NEW");

        Person supervisor = traza.supervisor();
        JsonNode view = await("assigned, with due times")
                .atMost(Patience.SECONDS)
                .until(
                        () -> supervisor
                                .get(traza.query("/api/v1/tickets/" + opened.ticketId()))
                                .json(),
                        ticket -> ticket.hasNonNull("assignee")
                                && ticket.path("sla").size() == 2
                                && ticket.path("routing").hasNonNull("explanation"));
        assertThat(view.path("status").asText()).isEqualTo("OPEN");
        assertThat(view.path("team").asText()).isNotEmpty();
        assertThat(view.path("routing").path("explanation").asText()).isNotBlank();
        assertThat(view.path("routing").path("candidates")).isNotEmpty();
        assertThat(view.path("sla").findValuesAsText("metric"))
                .containsExactlyInAnyOrder("FIRST_RESPONSE", "RESOLUTION");
        assertThat(view.path("sla")).allSatisfy(clock -> assertThat(
                        Instant.parse(clock.path("dueAt").asText()))
                .isAfter(Instant.parse(view.path("createdAt").asText())));

        List<Mailbox.ReceivedMail> acknowledgements = mailsAbout(opened.number(), "u-lucia@example.org");
        assertThat(acknowledgements).hasSize(1);
        assertThat(acknowledgements.getFirst().headers())
                .containsKey("Message-ID")
                .containsKey("Auto-Submitted");
        String agentsAddress = traza.admin()
                .get(traza.routing("/api/v1/agents/" + view.path("assignee").asText()))
                .expect(200)
                .json()
                .path("email")
                .asText();
        assertThat(mailsAbout(opened.number(), agentsAddress)).hasSize(1);
    }

    @Test
    void whatIsDoneAroundATicketIsShownAndMandatoryTasksComeBeforeTheResolution() {
        // given
        Person lucia = traza.requester("u-lucia");
        Person ana = traza.agent("ana");
        Answer opened = lucia.post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-lucia", "plotter"))
                .expect(201);
        URI ticket = traza.command("/api/v1/tickets/" + opened.number() + "/");
        String task = "tasks/" + UUID.randomUUID();
        Map<String, String> resolution = Map.of("code", "FIXED", "text", "Cartucho cambiado");

        // when
        ana.post(ticket.resolve("revision"), Map.of("subject", "El plóter del 3er piso"))
                .expect(200);
        ana.post(ticket.resolve("tags"), Map.of("tags", List.of("plotter"))).expect(200);
        ana.put(ticket.resolve("watchers/john"), Map.of()).expect(200);
        ana.put(ticket.resolve("assets/PLT-1"), Map.of("name", "Plóter")).expect(200);
        ana.post(ticket.resolve("work"), Map.of("minutes", 25, "activity", "Cambio de cartucho"))
                .expect(200);
        ana.post(ticket.resolve("work"), Map.of("seconds", 200, "activity", "Llamada"))
                .expect(200);
        ana.put(ticket.resolve(task), Map.of("title", "Pedir cartuchos", "mandatory", true))
                .expect(200);

        // then
        assertThat(ana.post(ticket.resolve("resolution"), resolution)
                        .expect(422)
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("RULE_VIOLATED");
        ana.post(ticket.resolve(task + "/completion"), Map.of("note", "Llegan el martes"))
                .expect(200);
        ana.post(ticket.resolve("resolution"), resolution).expect(200);
        Answer rated = lucia.post(ticket.resolve("rating"), Map.of("score", 5)).expect(200);

        URI view = traza.query("/api/v1/tickets/" + opened.number());
        JsonNode staff = ana.fresh(view, rated.consistencyToken()).expect(200).json();
        assertThat(staff.path("subject").asText()).isEqualTo("El plóter del 3er piso");
        assertThat(staff.path("tags").toString()).contains("\"plotter\"");
        assertThat(staff.path("watchers").toString()).isEqualTo("[\"john\"]");
        assertThat(staff.path("assets").findValuesAsText("assetId")).containsExactly("PLT-1");
        assertThat(staff.path("tasks").findValuesAsText("state")).containsExactly("DONE");
        assertThat(staff.path("workMinutes").asInt()).isEqualTo(28);
        assertThat(staff.path("workSeconds").asInt()).isEqualTo(1700);
        assertThat(staff.path("rating").path("score").asInt()).isEqualTo(5);
        JsonNode requesters =
                lucia.fresh(view, rated.consistencyToken()).expect(200).json();
        assertThat(requesters.path("rating").path("score").asInt()).isEqualTo(5);
        assertThat(requesters.has("tasks")).isFalse();
        assertThat(requesters.has("watchers")).isFalse();
        assertThat(requesters.has("workMinutes")).isFalse();
    }

    @Test
    void aTicketIsFoundByIdByNumberAndByWhatItSays() {
        String word = "ornitorrinco" + Long.toString(System.nanoTime(), 36);
        Answer opened = traza.requester("u-mario")
                .post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-mario", word))
                .expect(201);
        Person agent = traza.agent("ana");
        String token = opened.consistencyToken();

        JsonNode byId = agent.fresh(traza.query("/api/v1/tickets/" + opened.ticketId()), token)
                .expect(200)
                .json();
        JsonNode byNumber = agent.fresh(traza.query("/api/v1/tickets/" + opened.number()), token)
                .expect(200)
                .json();
        JsonNode found = agent.fresh(traza.query("/api/v1/tickets?q=" + word), token)
                .expect(200)
                .json();

        assertThat(byId.path("number").asText()).isEqualTo(opened.number());
        assertThat(byId.path("subject").asText()).contains(word);
        assertThat(byNumber.path("ticketId").asText())
                .isEqualTo(opened.ticketId().toString());
        assertThat(found.path("items").findValuesAsText("ticketId"))
                .containsExactly(opened.ticketId().toString());
    }

    @Test
    void itsEventsAreCloudEventsInVersionOrder() throws IOException {
        // given a ticket with a life of its own
        Person agent = traza.agent("ana");
        Answer opened = traza.requester("u-nora")
                .post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-nora", "quokka"))
                .expect(201);
        UUID ticketId = opened.ticketId();
        for (int i = 0; i < 3; i++) {
            agent.post(traza.command("/api/v1/tickets/" + ticketId + "/comments"), Tickets.publicComment("Nota " + i))
                    .expect(200);
        }
        long version = agent.post(
                        traza.command("/api/v1/tickets/" + ticketId + "/resolution"),
                        java.util.Map.of("code", "FIXED", "text", "Cable cambiado"))
                .expect(200)
                .version();

        // when a consumer that knows nothing of Traza reads the log
        List<ConsumerRecord<String, byte[]>> records = traza.log().records(Topics.TICKET_EVENTS).stream()
                .filter(record -> record.key().equals(ticketId.toString()))
                .toList();

        // then
        assertThat(records).hasSizeGreaterThanOrEqualTo((int) version);
        assertThat(records.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
        assertThat(records.stream().map(record -> header(record, "ce_id")).distinct())
                .hasSameSizeAs(records);
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<String, byte[]> record = records.get(i);
            assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
            assertThat(UUID.fromString(header(record, "ce_id"))).isNotNull();
            assertThat(header(record, "ce_source")).isEqualTo("/ticket-command-service");
            assertThat(header(record, "ce_type")).matches("dev\\.traza\\.ticket\\.[A-Z][A-Za-z]+\\.v\\d+");
            assertThat(header(record, "ce_subject")).isEqualTo(ticketId.toString());
            assertThat(header(record, "ce_partitionkey")).isEqualTo(ticketId.toString());
            assertThat(Instant.parse(header(record, "ce_time"))).isBefore(Instant.now());
            assertThat(Instant.parse(header(record, "ce_recordedtime"))).isBefore(Instant.now());
            assertThat(header(record, "ce_dataschema"))
                    .isEqualTo("https://traza.dev/schemas/" + header(record, "ce_type") + ".json");
            assertThat(header(record, "content-type")).isEqualTo("application/json");
            assertThat(header(record, "ce_sequence")).isEqualTo("%020d".formatted(i + 1));
            assertThat(UUID.fromString(header(record, "ce_correlationid"))).isNotNull();
            assertThat(UUID.fromString(header(record, "ce_causationid"))).isNotNull();
            assertThat(header(record, "ce_traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
            assertThat(ContractJson.mapper().readTree(record.value()).isObject())
                    .isTrue();
        }
        assertThat(header(records.getFirst(), "ce_type")).isEqualTo("dev.traza.ticket.TicketOpened.v1");
    }

    private List<Mailbox.ReceivedMail> mailsAbout(String number, String address) {
        return await("mail to " + address)
                .atMost(Patience.SECONDS)
                .until(
                        () -> traza.mailbox(address).messages().stream()
                                .filter(mail -> mail.subject().contains("[" + number + "]"))
                                .toList(),
                        (Collection<Mailbox.ReceivedMail> mails) -> !mails.isEmpty());
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        assertThat(header).as(name).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
