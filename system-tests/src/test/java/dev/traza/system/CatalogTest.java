package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The service catalog on the running stack: what has to be said when something is asked, and which form counts. */
@OnTraza
class CatalogTest {

    private final Traza traza;

    /** Of this run alone: the stack may be older than it. */
    private final String top = "area-" + UUID.randomUUID().toString().substring(0, 8);

    private final String plotters = top + "/plotter";

    CatalogTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void aTicketFitsTheFormThatIsInForceWhenItIsOpenedAndKeepsIt() {
        // given an item with a form
        Person admin = traza.admin();
        Person lucia = traza.requester("u-lucia");
        admin.put(item(plotters), item("Plóteres", List.of())).expect(422); // nothing stands above it yet
        admin.put(item(top), item("Aparatos", List.of())).expect(201);
        Answer defined = admin.put(item(plotters), item("Plóteres", List.of(text("assetTag"), fault(), details())))
                .expect(201);
        assertThat(defined.header("ETag")).isEqualTo("\"1\"");

        // when a ticket does not fit it
        JsonNode problem = lucia.post(
                        traza.command("/api/v1/tickets"), ticket(plotters, Map.of("fault", "other", "colour", "blue")))
                .expect(422)
                .json();

        // then every field is named at once
        assertThat(problem.path("errors").findValuesAsText("pointer"))
                .containsExactly("/customFields/assetTag", "/customFields/details", "/customFields/colour");
        assertThat(problem.path("errors").findValuesAsText("code"))
                .containsExactly("required", "required", "unknown-field");

        // and one that fits is opened, with what the item says of it
        Answer opened = lucia.post(
                        traza.command("/api/v1/tickets"), ticket(plotters, Map.of("assetTag", "PLT-1", "fault", "jam")))
                .expect(201);
        JsonNode shown = view(opened);
        assertThat(shown.path("type").asText()).isEqualTo("SERVICE_REQUEST");
        assertThat(shown.path("impact").asText()).isEqualTo("HIGH");
        assertThat(shown.path("priority").asText()).isEqualTo("CRITICAL");
        assertThat(shown.path("catalogItem").path("path").asText()).isEqualTo(plotters);
        assertThat(shown.path("catalogItem").path("version").asLong()).isEqualTo(1);

        // when the form is revised
        admin.put(item(plotters), item("Plóteres", List.of(text("serial"))), "If-Match", defined.header("ETag"))
                .expect(200);
        admin.put(item(plotters), item("Otros", List.of()), "If-Match", defined.header("ETag"))
                .expect(412);

        // then new tickets are held against it, and the old one keeps its own
        lucia.post(traza.command("/api/v1/tickets"), ticket(plotters, Map.of("assetTag", "PLT-2", "fault", "jam")))
                .expect(422);
        lucia.post(traza.command("/api/v1/tickets"), ticket(plotters, Map.of("serial", "S-2")))
                .expect(201);
        assertThat(view(opened).path("catalogItem").path("version").asLong()).isEqualTo(1);
        assertThat(admin.get(URI.create(item(plotters) + "?version=1"))
                        .expect(200)
                        .json()
                        .path("form"))
                .hasSize(3);

        // and who classifies it anew has to fill in the new one
        Person ana = traza.agent("ana");
        URI classification = traza.command("/api/v1/tickets/" + opened.number() + "/classification");
        ana.put(classification, Map.of("category", plotters)).expect(422);
        Map<String, Object> fitting = Map.of("category", plotters, "customFields", Map.of("serial", "S-1"));
        Answer classified = ana.put(classification, fitting).expect(200);
        assertThat(ana.put(classification, fitting).expect(200).version()).isEqualTo(classified.version());
        lucia.put(classification, fitting).expect(403);
        JsonNode after = view(classified);
        assertThat(after.path("catalogItem").path("version").asLong()).isEqualTo(2);
        assertThat(after.path("customFields").path("serial").asText()).isEqualTo("S-1");
        assertThat(after.path("customFields").has("assetTag")).isFalse();
    }

    @Test
    void aRetiredItemIsNotOfferedUntilItIsRestored() {
        Person admin = traza.admin();
        Person lucia = traza.requester("u-lucia");
        admin.put(item(top), item("Aparatos", List.of())).expect(201);
        admin.put(item(plotters), item("Plóteres", List.of())).expect(201);

        // when what stands above is retired
        admin.send("DELETE", item(top), HttpRequest.BodyPublishers.noBody()).expect(200);

        // then what stands below it is not offered either
        assertThat(lucia.post(traza.command("/api/v1/tickets"), ticket(plotters, Map.of()))
                        .expect(422)
                        .json()
                        .path("errors")
                        .findValuesAsText("code"))
                .containsExactly("retired-category");
        lucia.get(item(plotters)).expect(404);
        assertThat(admin.get(item(plotters)).expect(200).json().path("offered").asBoolean())
                .isFalse();

        // when it is restored
        admin.post(traza.command("/api/v1/catalog/restorations"), Map.of("path", top))
                .expect(200);

        // then it is
        lucia.post(traza.command("/api/v1/tickets"), ticket(plotters, Map.of())).expect(201);
        lucia.get(item(plotters)).expect(200);
    }

    @Test
    void onlyAdministratorsWriteAndARepeatIsRecognised() {
        traza.agent("ana").put(item(top), item("Aparatos", List.of())).expect(403);
        traza.nobody().get(item(top)).expect(401);
        traza.admin().put(item("Not_A/Path"), item("x", List.of())).expect(404);

        String key = UUID.randomUUID().toString();
        Answer first = traza.admin()
                .put(item(top), item("Aparatos", List.of()), "Idempotency-Key", key)
                .expect(201);
        Answer again = traza.admin().put(item(top), item("Aparatos", List.of()), "Idempotency-Key", key);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(first.json());
        traza.admin()
                .put(item(top), item("Otra cosa", List.of()), "Idempotency-Key", key)
                .expect(422);
        assertThat(traza.admin()
                        .put(item(top), item("Aparatos", List.of()))
                        .expect(200)
                        .version())
                .isEqualTo(1);
    }

    private JsonNode view(Answer written) {
        return traza.supervisor()
                .fresh(traza.query("/api/v1/tickets/" + written.ticketId()), written.consistencyToken())
                .expect(200)
                .json();
    }

    private URI item(String path) {
        return traza.command("/api/v1/catalog/items/" + path);
    }

    private static Map<String, Object> ticket(String category, Map<String, String> customFields) {
        Map<String, Object> body = new LinkedHashMap<>(Tickets.of("u-lucia", "plóter", category));
        body.remove("type");
        body.remove("impact");
        body.put("customFields", customFields);
        return body;
    }

    private static Map<String, Object> item(String name, List<Map<String, Object>> form) {
        return Map.of("name", name, "type", "SERVICE_REQUEST", "impact", "HIGH", "urgency", "LOW", "form", form);
    }

    private static Map<String, Object> text(String name) {
        return Map.of("name", name, "label", name, "type", "TEXT", "required", true, "maxLength", 20);
    }

    private static Map<String, Object> fault() {
        return Map.of(
                "name", "fault", "label", "Qué hace", "type", "CHOICE", "values", List.of("jam", "nothing", "other"));
    }

    private static Map<String, Object> details() {
        Map<String, Object> other = Map.of("field", "fault", "values", List.of("other"));
        return Map.of(
                "name", "details", "label", "Detalles", "type", "TEXT", "visibleWhen", other, "requiredWhen", other);
    }
}
