package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.as;
import static dev.traza.command.api.Desk.key;
import static dev.traza.command.api.Desk.lucia;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class CatalogTest {

    private static final String ITEMS = "/api/v1/catalog/items";

    private static final String FORM = """
            {"name": "Impresoras", "names": {"en": "Printers"}, "deskId": "it", "type": "SERVICE_REQUEST",
             "impact": "HIGH", "urgency": "HIGH", "slaHint": "next-day", "form": [
              {"name": "assetTag", "label": "Etiqueta", "type": "TEXT", "required": true, "maxLength": 8},
              {"name": "pages", "label": "Páginas", "type": "NUMBER", "min": 1, "max": 2.5},
              {"name": "fault", "label": "Qué hace", "type": "CHOICE", "values": ["jam", "other"]},
              {"name": "details", "label": "Detalles", "type": "LONG_TEXT",
               "visibleWhen": {"field": "fault", "values": ["other"]},
               "requiredWhen": {"field": "fault", "values": ["other"]}}]}""";

    /** Of each test alone. */
    private String top = "";

    @BeforeEach
    void somewhereElse() {
        top = "area-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void anItemIsDefinedReadRevisedAndReadAsItWas() {
        marta().body(FORM)
                .put(at(top))
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", endsWith("/catalog/items/" + top))
                .body("path", equalTo(top))
                .body("version", equalTo(1))
                .body("retired", equalTo(false));
        marta().body(plain("Otra cosa"))
                .header("If-Match", "\"1\"")
                .put(at(top))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");

        lucia().get(at(top))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Otra cosa"))
                .body("form", hasSize(0));
        lucia().get(at(top) + "?version=1")
                .then()
                .statusCode(200)
                .body("name", equalTo("Impresoras"))
                .body("names.en", equalTo("Printers"))
                .body("form.name", contains("assetTag", "pages", "fault", "details"))
                .body("form[1].max", equalTo(2.5f))
                .body("form[3].visibleWhen.field", equalTo("fault"));
        lucia().get(at(top) + "?version=3").then().statusCode(404).body("code", equalTo("ITEM_NOT_FOUND"));
        lucia().header("If-None-Match", "\"2\"").get(at(top)).then().statusCode(304);
    }

    @Test
    void theSameAgainChangesNothingAndAnOldVersionIsNotOverwritten() {
        define(top, FORM);

        marta().body(FORM).put(at(top)).then().statusCode(200).header("ETag", "\"1\"");
        marta().body(plain("x")).header("If-Match", "\"7\"").put(at(top)).then().statusCode(412);
        marta().body(plain("x"))
                .header("If-Match", "\"1\"")
                .put(at(top + "/nobody"))
                .then()
                .statusCode(412);
    }

    @Test
    void aRepeatIsAnsweredAlikeAndAKeyIsForOneRequest() {
        String key = key();
        marta().header("Idempotency-Key", key).body(FORM).put(at(top)).then().statusCode(201);
        marta().header("Idempotency-Key", key)
                .body(FORM)
                .put(at(top))
                .then()
                .header("Idempotent-Replayed", "true")
                .header("ETag", "\"1\"");
        marta().header("Idempotency-Key", key)
                .body(plain("x"))
                .put(at(top))
                .then()
                .statusCode(422)
                .body("code", equalTo("COMMAND_ID_REUSED"));
    }

    @Test
    void anItemStandsBelowOneThatIsThere() {
        marta().body(FORM).put(at(top + "/printer")).then().statusCode(422).body("code", equalTo("RULE_VIOLATED"));
        define(top, plain("Aparatos"));
        define(top + "/printer", FORM);
    }

    @ParameterizedTest
    @EnumSource(names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
    void onlyAdministratorsWrite(Role role) {
        as(role, "someone").body(FORM).put(at(top)).then().statusCode(403);
        as(role, "someone").delete(at(top)).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Printer", "a_b", "..%2F..%2Fetc", "a//b", "a%00b", "ñ", "a/b/c/d/e/f/g/h/i"})
    void aPlaceThatCannotBeIsNotFound(String path) {
        marta().urlEncodingEnabled(false)
                .body(plain("x"))
                .put(ITEMS + "/" + path)
                .then()
                .statusCode(not(equalTo(500)))
                .statusCode(not(equalTo(201)));
    }

    @Test
    void everythingThatIsWrongWithAnItemIsSaidAtOnce() {
        marta().body("""
                        {"name": "x", "form": [
                          {"name": "a", "label": "A", "type": "CHOICE"},
                          {"name": "a", "label": "A", "type": "TEXT", "visibleWhen": {"field": "z"}},
                          {"name": "n", "label": "N", "type": "NUMBER", "min": 1e999999999, "max": 2}]}""")
                .put(at(top))
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        hasItems("/form/0/values", "/form/1/name", "/form/1/visibleWhen", "/form/2/min"));
        marta().body("{\"name\": \"x\", \"colour\": 1}").put(at(top)).then().statusCode(400);
        marta().body("{\"name\": \"\"}").put(at(top)).then().statusCode(400);
        marta().body("{\"name\": \"x\", \"form\": [null]}").put(at(top)).then().statusCode(400);
        marta().body("{\"name\": \"x\", \"names\": {\"not a language\": \"x\"}}")
                .put(at(top))
                .then()
                .statusCode(422);
    }

    @Test
    void aTicketIsHeldAgainstTheFormInForce() {
        define(top, FORM);

        lucia().body(ticket(top, "{\"pages\": \"3\", \"fault\": \"other\", \"a/b\": \"?\"}"))
                .post(TICKETS)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        contains(
                                "/customFields/assetTag",
                                "/customFields/pages",
                                "/customFields/details",
                                "/customFields/a~1b"))
                .body("errors.code", contains("required", "too-great", "required", "unknown-field"));
        lucia().body(ticket(top, "{\"assetTag\": \"IMP-31\"}"))
                .post(TICKETS)
                .then()
                .statusCode(201);

        define(top, plain("Sin formulario"), 200);

        lucia().body(ticket(top, "{\"assetTag\": \"IMP-31\"}"))
                .post(TICKETS)
                .then()
                .statusCode(422)
                .body("errors.code", contains("unknown-field"));
        lucia().body(ticket(top, "{}")).post(TICKETS).then().statusCode(201);
    }

    @Test
    void aRepeatIsAnsweredAsAtFirstThoughTheFormHasChanged() {
        define(top, FORM);
        String key = key();
        String body = ticket(top, "{\"assetTag\": \"IMP-31\"}");
        String id = lucia().header("Idempotency-Key", key)
                .body(body)
                .post(TICKETS)
                .then()
                .statusCode(201)
                .extract()
                .path("ticketId");
        define(top, plain("Sin formulario"), 200);

        lucia().header("Idempotency-Key", key)
                .body(body)
                .post(TICKETS)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("ticketId", equalTo(id));
        lucia().header("Idempotency-Key", key)
                .body(ticket(top, "{\"assetTag\": \"IMP-32\"}"))
                .post(TICKETS)
                .then()
                .statusCode(422)
                .body("code", equalTo("COMMAND_ID_REUSED"));
    }

    @Test
    void aKeyThatWasOnlyRefusedByTheFormIsFreeWhenTheFormFits() {
        define(top, FORM);
        String key = key();

        lucia().header("Idempotency-Key", key)
                .header("Prefer", "respond-async")
                .body(ticket(top, "{}"))
                .post(TICKETS)
                .then()
                .statusCode(422)
                .body("errors.code", contains("required"));
        define(top, plain("Sin formulario"), 200);

        lucia().header("Idempotency-Key", key)
                .body(ticket(top, "{}"))
                .post(TICKETS)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue());
    }

    @Test
    void aCategoryThatTheCatalogDoesNotKnowIsTakenAsItIs() {
        lucia().body(ticket("Whatever you like", "{\"anything\": \"goes\"}"))
                .post(TICKETS)
                .then()
                .statusCode(201);
    }

    @Test
    void classifyingHoldsTheFieldsAgainstTheForm() {
        define(top, FORM);
        String id = lucia().body(ticket("unheard-of", "{}"))
                .post(TICKETS)
                .then()
                .extract()
                .path("ticketId");
        String classification = TICKETS + "/" + id + "/classification";

        ana().body(ticket(top, "{}")).put(classification).then().statusCode(400); // a ticket is no classification
        ana().body("{\"category\": \"" + top + "\"}")
                .put(classification)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/customFields/assetTag"));
        String fitting = "{\"category\": \"" + top + "\", \"customFields\": {\"assetTag\": \"IMP-31\"}}";
        ana().body(fitting).put(classification).then().statusCode(200).header("ETag", "\"2\"");
        ana().body(fitting).put(classification).then().statusCode(200).header("ETag", "\"2\"");
        lucia().body(fitting).put(classification).then().statusCode(403);
    }

    @Test
    void whatIsRetiredOrHiddenIsNotOffered() {
        define(top, plain("Aparatos"));
        define(top + "/printer", plain("Impresoras"));
        define(top + "/server", "{\"name\": \"Servidores\", \"visible\": false}");

        // hidden: for staff only
        lucia().get(at(top + "/server")).then().statusCode(404);
        lucia().body(ticket(top + "/server", "{}"))
                .post(TICKETS)
                .then()
                .statusCode(422)
                .body("errors.code", contains("not-offered"));
        ana().get(at(top + "/server")).then().statusCode(200);

        // retired, with what stands below
        marta().delete(at(top) + "?reason=gone").then().statusCode(200).body("retired", equalTo(true));
        marta().delete(at(top)).then().statusCode(200).header("ETag", "\"2\"");
        ana().body(ticket(top + "/printer", "{}")
                        .replace("{\"subject", "{\"requester\": {\"id\": \"u-17\"}, \"subject"))
                .post(TICKETS)
                .then()
                .statusCode(422)
                .body("errors.code", contains("retired-category"));
        lucia().get(ITEMS + "?under=" + top).then().body("items", hasSize(0));
        ana().get(ITEMS + "?under=" + top + "&retired=true").then().body("items", hasSize(3));

        // and restored
        marta().body("{\"path\": \"" + top + "\"}")
                .post("/api/v1/catalog/restorations")
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("retired", equalTo(false));
        lucia().body(ticket(top + "/printer", "{}")).post(TICKETS).then().statusCode(201);
        marta().delete(at(top + "/nobody")).then().statusCode(404).body("code", equalTo("ITEM_NOT_FOUND"));
    }

    @Test
    void theTreeIsReadInPagesParentsFirst() {
        define(top, plain("Aparatos"));
        define(top + "/b", plain("b"));
        define(top + "/a", plain("a"));
        define(top + "/a/x", plain("x"));
        define(top + "-and-more", plain("a neighbour"));

        String cursor = ana().get(ITEMS + "?limit=2&under=" + top)
                .then()
                .statusCode(200)
                .body("items.path", contains(top, top + "/a"))
                .body("items[0].form", nullValue())
                .extract()
                .path("nextCursor");
        ana().get(ITEMS + "?limit=2&under=" + top + "&cursor=" + cursor)
                .then()
                .body("items.path", contains(top + "/a/x", top + "/b"))
                .body("nextCursor", nullValue());
        ana().get(ITEMS + "?depth=2&under=" + top).then().body("items.path", contains(top, top + "/a", top + "/b"));
        ana().get(ITEMS + "?cursor=..").then().statusCode(400);
        ana().get(ITEMS + "?limit=0").then().statusCode(400);
        ana().get(ITEMS + "?under=NO").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?unter=it", "?limit=5&visible=true", "/hardware?depth=1"})
    void aFilterThatIsNoneIsRefused(String address) {
        marta().get(ITEMS + address)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.code", contains("unknown-parameter"));
    }

    private static RequestSpecification marta() {
        return as(Role.ADMIN, "marta");
    }

    private static String at(String path) {
        return ITEMS + "/" + path;
    }

    private static void define(String path, String body) {
        define(path, body, 201);
    }

    private static void define(String path, String body, int status) {
        marta().body(body).put(at(path)).then().statusCode(status);
    }

    private static String plain(String name) {
        return "{\"name\": \"" + name + "\"}";
    }

    private static String ticket(String category, String customFields) {
        return "{\"subject\": \"No puedo imprimir\", \"description\": \"Nada\", \"category\": \"" + category
                + "\", \"customFields\": " + customFields + "}";
    }
}
