package dev.traza.query.api.export;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.Story;
import dev.traza.query.TestLog;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists as files: whole, harmless, for those who may see them, some at a time, and nothing is held for who went away. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
@TestProfile(ExportTest.TightLimits.class)
class ExportTest {

    /** Limits that a test can reach. */
    public static final class TightLimits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "traza.query.export.concurrent", "1",
                    "traza.query.export.max-tickets", "500",
                    "traza.query.export.timeout", "3s");
        }
    }

    private static final String PATH = "/api/v1/tickets/export";

    private final String tag = "tag-" + UUID.randomUUID();

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init")
    URI address;

    private TestLog log;

    @BeforeEach
    void open() {
        log = new TestLog(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aTableHasEveryTicketOfTheListAndNoFormula() throws IOException {
        Story formula = opened("u-1", "=HYPERLINK(\"http://evil\";\"x\")", "línea 1\r\nlínea 2, \"así\"");
        Story plain = opened("u-2", "Impresión", "b").assigned("printers", "ana");
        written(formula, plain);

        byte[] csv = agent().get(PATH + "?format=csv&sort=number&tag=" + tag)
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("text/csv;charset=UTF-8;header=present"))
                .header("Content-Disposition", equalTo("attachment; filename=\"tickets.csv\""))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .extract()
                .asByteArray();

        String text = new String(csv, StandardCharsets.UTF_8);
        assertThat(text)
                .contains("\"'=HYPERLINK(\"\"http://evil\"\";\"\"x\"\")\"")
                .contains("\"Impresión\"");
        assertThat(text.replace("línea 1\r\n", "")).matches("(?s)([^\r\n]*\r\n){3}");
        List<Map<String, String>> rows = rows(csv);
        assertThat(rows).extracting(row -> row.get("number")).containsExactly(formula.number(), plain.number());
        assertThat(rows.get(0))
                .containsEntry("description", "línea 1\r\nlínea 2, \"así\"")
                .containsEntry("customFields", "{\"$odd\":\"1\",\"asset.tag\":\"P-3\"}")
                .containsEntry("assignee", "");
        assertThat(rows.get(1)).containsEntry("assignee", "ana").containsEntry("version", "2");
        assertThat(List.copyOf(rows.get(0).keySet()))
                .startsWith("ticketId", "number", "version", "status")
                .hasSize(CsvRows.Column.values().length);
    }

    @Test
    void aTicketALineIsWhatTheListHas() throws IOException {
        List<Story> stories = new ArrayList<>();
        for (int i = 0; i < 450; i++) { // more than are in memory at once
            stories.add(opened("u-1", "ticket " + i, "b"));
        }
        written(stories.toArray(Story[]::new));

        String lines = agent().get(PATH + "?format=ndjson&sort=-number&tag=" + tag)
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("application/x-ndjson"))
                .extract()
                .asString();

        List<JsonNode> items = new ArrayList<>();
        String cursor = null;
        do {
            var page = cursor == null ? agent() : agent().queryParam("cursor", cursor);
            JsonNode answer = ContractJson.mapper()
                    .readTree(page.get("/api/v1/tickets?limit=100&sort=-number&tag=" + tag)
                            .asByteArray());
            answer.path("items").forEach(items::add);
            cursor = answer.path("nextCursor").textValue();
        } while (cursor != null);
        List<JsonNode> exported = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            exported.add(ContractJson.mapper().readTree(line));
        }
        assertThat(exported).hasSize(450).isEqualTo(items);
    }

    @Test
    void theFormIsAskedForByNameOrByWhatIsAccepted() {
        written(opened("u-1", "a", "b"));
        String path = PATH + "?tag=" + tag;

        agent().accept("application/x-ndjson")
                .get(path)
                .then()
                .header("Content-Type", startsWith("application/x-ndjson"));
        agent().accept("text/csv").get(path).then().header("Content-Type", startsWith("text/csv"));
        agent().accept("*/*").get(path).then().header("Content-Type", startsWith("text/csv"));
        agent().accept("text/html, application/x-ndjson;q=0.5")
                .get(path)
                .then()
                .header("Content-Type", startsWith("application/x-ndjson"));
        agent().accept("*/*")
                .get(path + "&format=ndjson")
                .then()
                .header("Content-Type", startsWith("application/x-ndjson"));
        agent().accept("application/json").get(path).then().statusCode(406).contentType("application/problem+json");
        agent().get(path + "&tag=nobody-has-this").then().statusCode(200);
        String empty = agent().get(PATH + "?format=csv&tag=none-such-" + tag).asString();
        assertThat(empty).startsWith("\"ticketId\",\"number\"").endsWith("\r\n").hasLineCount(1);
        for (String bad :
                List.of("format=xlsx", "limit=5", "cursor=abc", "facets=status", "nonsense=1", "status=ASLEEP")) {
            agent().get(PATH + "?" + bad).then().statusCode(400).contentType("application/problem+json");
        }
        given().get(PATH).then().statusCode(401);
        agent().header("Consistency-Token", "hello").get(PATH).then().statusCode(400);
    }

    @Test
    void aRequesterTakesTheirOwnTicketsAwayAndNothingElse() throws IOException {
        String me = "u-own-" + UUID.randomUUID();
        String foreigner = "u-foreign-" + UUID.randomUUID();
        Story own = opened(me, "mío", "b").said(Visibility.INTERNAL, AuthorKind.AGENT, "entre nosotros");
        Story foreign = opened(foreigner, "ajeno", "b");
        written(own, foreign);

        byte[] csv = requester(me).get(PATH + "?format=csv&tag=" + tag).asByteArray();
        assertThat(rows(csv)).extracting(row -> row.get("number")).containsExactly(own.number());
        assertThat(rows(csv).getFirst()).containsEntry("workMinutes", "").containsEntry("commentCount", "0");
        String lines = requester(me).get(PATH + "?format=ndjson&tag=" + tag).asString();
        assertThat(lines)
                .contains(own.number())
                .doesNotContain(foreign.number())
                .doesNotContain("watchers");
        requester(me).get(PATH + "?watcher=eva").then().statusCode(403);
        assertThat(requester(me)
                        .get(PATH + "?format=ndjson&requester=" + foreigner)
                        .asString())
                .isEmpty();
    }

    @Test
    void aListThatIsTooLongIsRefusedAndNotCutOff() {
        List<Story> stories = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            stories.add(opened("u-1", "ticket " + i, "b"));
        }
        written(stories.toArray(Story[]::new));

        for (int i = 0; i < 3; i++) { // nor does it keep its turn
            agent().get(PATH + "?tag=" + tag)
                    .then()
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("detail", startsWith("The list has 501 tickets"));
        }
        agent().get(PATH + "?tag=" + tag + "&not.ticket=" + stories.getFirst().number())
                .then()
                .statusCode(200);
    }

    @Test
    void whoGoesAwayOrDoesNotReadHoldsNobodyUp() throws IOException {
        // Far more than fits between here and there, so that it is not all sent before anybody reads.
        Story[] large = new Story[24];
        for (int i = 0; i < large.length; i++) {
            large[i] = opened("u-1", "large " + i, "palabra ".repeat(70_000));
        }
        written(large);
        String question = PATH + "?format=ndjson&tag=" + tag;

        try (Socket slow = request(question)) {
            assertThat(slow.getInputStream().read()).isEqualTo('H'); // it has begun
            agent().get(question)
                    .then()
                    .statusCode(429)
                    .header("Retry-After", notNullValue())
                    .contentType("application/problem+json");
        }
        turnIsFree();

        // One that stays and does not read is cut off after a while, and sees that it was.
        try (Socket silent = request(question)) {
            assertThat(silent.getInputStream().read()).isEqualTo('H');
            turnIsFree();
            assertThat(endsAsWhole(silent.getInputStream())).isFalse();
        }

        // And asking for the head alone keeps nothing.
        for (int i = 0; i < 3; i++) {
            assertThat(agent().head(question).statusCode()).isIn(200, 405);
        }
        turnIsFree();
    }

    private void turnIsFree() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() ->
                        agent().get(PATH + "?tag=nobody-has-this-" + tag).then().statusCode(200));
    }

    private Socket request(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nAuthorization: Bearer "
                                + Tokens.mint(Role.AGENT, "ana") + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Whether the last chunk came, by which a client knows that it has all. */
    private static boolean endsAsWhole(InputStream in) {
        String end = "";
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                end = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            }
        } catch (IOException reset) {
            return false;
        }
        return end.endsWith("0\r\n\r\n");
    }

    private static List<Map<String, String>> rows(byte[] csv) throws IOException {
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(csv)) {
            return rows.readAll();
        }
    }

    private Story opened(String requester, String subject, String description) {
        return Story.of(requester).opened(subject, description, Priority.NORMAL, List.of(tag));
    }

    private void written(Story... stories) {
        for (Story story : log.writeAll(List.of(stories))) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> agent().header(
                                    "Consistency-Token", new ConsistencyToken(story.ticketId(), story.version()).text())
                            .get("/api/v1/tickets?limit=1")
                            .then()
                            .statusCode(200));
        }
    }

    private static RequestSpecification agent() {
        return given().auth().oauth2(Tokens.mint(Role.AGENT, "ana"));
    }

    private static RequestSpecification requester(String subject) {
        return given().auth().oauth2(Tokens.mint(Role.REQUESTER, subject));
    }
}
