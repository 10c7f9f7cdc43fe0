package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What the catalog lays down for a ticket is done step by step, by two teams and somebody who has to approve it. */
@OnTraza
@Order(4)
class ProcedureTest {

    private static final Map<String, Object> NOTHING = Map.of();
    private static final Map<String, String> YES = Map.of("decision", "APPROVE");
    private static final Map<String, String> NO = Map.of("decision", "DENY", "comment", "Este año no");
    private static final Map<String, String> RESOLUTION = Map.of("code", "FULFILLED", "text", "Aquí está");

    private final Traza traza;
    private final Person ana;
    private final Person ben;
    private final Person lucia;
    private final String carlosId = "u-carlos-" + UUID.randomUUID();
    private final String mail = carlosId + "@example.org";
    private final Person carlos;
    private final String item = "laptop-" + UUID.randomUUID().toString().substring(0, 8);
    private Answer opened;
    private URI ticket;
    private URI view;

    ProcedureTest(Traza traza) {
        this.traza = traza;
        this.ana = traza.agent("ana");
        this.ben = traza.agent("ben");
        this.lucia = traza.requester("u-lucia");
        this.carlos = traza.requester(carlosId);
    }

    @BeforeEach
    void aTicketOfAnItemThatLaysItDown() {
        traza.admin()
                .put(
                        traza.command("/api/v1/catalog/items/" + item),
                        Map.of(
                                "name",
                                "Portátiles",
                                "type",
                                "SERVICE_REQUEST",
                                "procedure",
                                List.of(
                                        approval("budget", null),
                                        task("account", "Crear la cuenta", "helpdesk", true),
                                        task("order", "Pedirlo", "specialists", true, "budget"),
                                        task("set-up", "Instalarlo", "specialists", true, "order", "account"),
                                        task("label", "Etiquetarlo", "helpdesk", false, "set-up"))))
                .expect(201);
        open(item);
    }

    @Test
    void itGoesFromTheOpeningToTheResolution() {
        // when
        JsonNode begun = seen(opened);

        // then what can begin has begun, and whoever has to approve it is asked
        assertThat(begun.path("status").asText()).isEqualTo("ON_HOLD");
        assertThat(begun.path("procedure").path("item").path("path").asText()).isEqualTo(item);
        assertThat(states(begun))
                .isEqualTo(Map.of(
                        "budget", "OPEN",
                        "account", "OPEN",
                        "order", "WAITING",
                        "set-up", "WAITING",
                        "label", "WAITING"));
        await("the approver's mail").atMost(Patience.SECONDS).until(() -> traza.mailbox(mail).messages().stream()
                .anyMatch(letter -> letter.text().contains("¿1200 €?")));
        assertThat(lucia.get(view).expect(200).json().has("procedure")).isFalse();

        // when two teams and the approver do their part, in whatever order they come to it
        ana.post(ticket.resolve("resolution"), RESOLUTION).expect(422);
        complete(ana, begun, "order").expect(422);
        complete(ana, begun, "account").expect(200);
        Answer granted = carlos.post(ticket.resolve(approvalOf(begun) + "/decision"), YES)
                .expect(200);
        assertThat(granted.json().path("status").asText()).isEqualTo("OPEN");
        ana.post(ticket.resolve("resolution"), RESOLUTION).expect(422);
        Answer ordered = complete(ben, begun, "order").expect(200);
        assertThat(complete(ben, begun, "order").expect(200).version()).isEqualTo(ordered.version());
        JsonNode later = seen(complete(ben, begun, "set-up").expect(200));

        // then only what is not mandatory is left
        assertThat(states(later))
                .isEqualTo(Map.of(
                        "budget", "GRANTED",
                        "account", "DONE",
                        "order", "DONE",
                        "set-up", "DONE",
                        "label", "OPEN"));
        JsonNode done = seen(complete(ana, begun, "label").expect(200));
        assertThat(done.path("procedure").path("state").asText()).isEqualTo("DONE");
        ana.post(ticket.resolve("resolution"), RESOLUTION).expect(200);
        await("the timeline tells it").atMost(Patience.SECONDS).untilAsserted(() -> assertThat(typesIn(ana))
                .contains("ProcedureStarted", "ProcedureCompleted"));
        assertThat(typesIn(lucia)).doesNotContain("ProcedureStarted", "ProcedureCompleted", "TaskAdded");
    }

    @Test
    void whatIsDeniedEndsItAndPeopleGoOnByHand() {
        // given
        JsonNode begun = seen(opened);

        // when
        Answer denied =
                carlos.post(ticket.resolve(approvalOf(begun) + "/decision"), NO).expect(200);

        // then
        assertThat(denied.json().path("status").asText()).isEqualTo("OPEN");
        JsonNode stopped = seen(denied);
        assertThat(stopped.path("procedure").path("state").asText()).isEqualTo("STOPPED");
        assertThat(stopped.path("procedure").path("cause").asText()).isEqualTo("APPROVAL_DENIED");
        assertThat(stopped.path("procedure").path("stoppedAt").asText()).isEqualTo("budget");
        complete(ana, begun, "account").expect(200);
        complete(ana, begun, "set-up").expect(422);
        ana.post(ticket.resolve("resolution"), RESOLUTION).expect(200);
    }

    @Test
    void whatIsNotDecidedInTimeEndsItToo() {
        // given
        String hasty = item + "-hasty";
        traza.admin()
                .put(
                        traza.command("/api/v1/catalog/items/" + hasty),
                        Map.of(
                                "name",
                                "Deprisa",
                                "procedure",
                                List.of(
                                        approval("budget", 3),
                                        task("order", "Pedirlo", "specialists", true, "budget"))))
                .expect(201);

        // when
        open(hasty);

        // then
        await("the approval has expired").atMost(Patience.SECONDS).until(() -> ana.get(view)
                .expect(200)
                .json()
                .path("procedure")
                .path("cause")
                .asText()
                .equals("APPROVAL_EXPIRED"));
        assertThat(ana.get(view).expect(200).json().path("status").asText()).isEqualTo("OPEN");
    }

    @Test
    void agentsStopItAndBeginAnother() {
        // given
        JsonNode begun = seen(opened);
        String other = item + "-other";
        traza.admin()
                .put(
                        traza.command("/api/v1/catalog/items/" + other),
                        Map.of("name", "Otro", "procedure", List.of(task("order", "Pedirlo", "specialists", true))))
                .expect(201);
        Map<String, String> classification = Map.of("category", other);
        ana.put(ticket.resolve("classification"), classification).expect(422);
        Map<String, String> reason = Map.of("reason", "Es otra cosa");
        lucia.post(ticket.resolve("procedure/stop"), reason).expect(403);

        // when
        Answer stopped = ana.post(ticket.resolve("procedure/stop"), reason).expect(200);

        // then
        assertThat(stopped.json().path("status").asText()).isEqualTo("OPEN");
        assertThat(ana.post(ticket.resolve("procedure/stop"), reason)
                        .expect(200)
                        .version())
                .isEqualTo(stopped.version());
        assertThat(states(seen(stopped)).get("budget")).isEqualTo("WITHDRAWN");
        JsonNode anew =
                seen(ana.put(ticket.resolve("classification"), classification).expect(200));
        assertThat(anew.path("procedure").path("item").path("path").asText()).isEqualTo(other);
        assertThat(anew.path("procedure").path("procedureId"))
                .isNotEqualTo(begun.path("procedure").path("procedureId"));
        complete(ben, anew, "order").expect(200);
    }

    private void open(String category) {
        Map<String, Object> body = new LinkedHashMap<>(Tickets.of("u-lucia", "portátil", category));
        body.remove("type");
        opened = lucia.post(traza.command("/api/v1/tickets"), body).expect(201);
        ticket = traza.command("/api/v1/tickets/" + opened.number() + "/");
        view = traza.query("/api/v1/tickets/" + opened.number());
    }

    private JsonNode seen(Answer written) {
        return ana.fresh(view, written.consistencyToken()).expect(200).json();
    }

    private Answer complete(Person who, JsonNode seen, String step) {
        return who.post(ticket.resolve("tasks/" + workOf(seen, step) + "/completion"), NOTHING);
    }

    private static String approvalOf(JsonNode seen) {
        return "approvals/" + workOf(seen, "budget");
    }

    private static String workOf(JsonNode seen, String step) {
        for (JsonNode one : seen.path("procedure").path("steps")) {
            if (one.path("id").asText().equals(step)) {
                return one.path("workId").asText();
            }
        }
        throw new AssertionError("There is no step " + step);
    }

    private static Map<String, String> states(JsonNode seen) {
        Map<String, String> states = new HashMap<>();
        seen.path("procedure")
                .path("steps")
                .forEach(step ->
                        states.put(step.path("id").asText(), step.path("state").asText()));
        return states;
    }

    private List<String> typesIn(Person who) {
        return who.get(URI.create(view + "/timeline?limit=100"))
                .expect(200)
                .json()
                .path("items")
                .findValuesAsText("type");
    }

    private Map<String, Object> approval(String id, @Nullable Integer seconds) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("id", id);
        step.put("kind", "APPROVAL");
        step.put("question", "¿1200 €?");
        step.put("approvers", List.of(Map.of("id", carlosId, "email", mail)));
        if (seconds != null) {
            step.put("expiresAfterSeconds", seconds);
        }
        return step;
    }

    private static Map<String, Object> task(String id, String title, String team, boolean mandatory, String... after) {
        return Map.of(
                "id",
                id,
                "kind",
                "TASK",
                "title",
                title,
                "teamId",
                team,
                "mandatory",
                mandatory,
                "after",
                List.of(after));
    }
}
