package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.Part;
import dev.traza.stack.test.HostileRequests;
import dev.traza.stack.test.HostileRequests.Hostile;
import dev.traza.stack.test.RawHttp;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import dev.traza.system.load.Caller;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever somebody with bad intentions sends, it is refused clearly, leaves nothing, and the services stay well. */
@OnTraza
@Order(6)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileTest {

    private static final String TICKETS = "/api/v1/tickets";
    private static final String SECRET = "xoloitzcuintle";

    private final Traza traza;
    private final Person owner;
    private final Person stranger;
    private final Person agent;

    HostileTest(Traza traza) {
        this.traza = traza;
        this.owner = traza.requester("u-owner");
        this.stranger = traza.requester("u-evil");
        this.agent = traza.agent("ana");
    }

    private String token() {
        return traza.token(new Caller("u-evil", Role.REQUESTER));
    }

    Stream<Hostile> writes() {
        return Stream.of(
                        HostileRequests.framing(token()),
                        HostileRequests.paths("POST", token()),
                        HostileRequests.bodies(token()))
                .flatMap(part -> part);
    }

    Stream<Hostile> reads() {
        return HostileRequests.paths("GET", token());
    }

    @ParameterizedTest
    @MethodSource("writes")
    @Order(1)
    void aHostileWriteIsRefused(Hostile hostile) {
        mustRefuse(traza.command(""), hostile);
    }

    @ParameterizedTest
    @MethodSource("reads")
    @Order(1)
    void aHostileReadIsRefused(Hostile hostile) {
        mustRefuse(traza.query(""), hostile);
    }

    @Test
    @Order(1)
    void aFilterThatAListDoesNotKnowIsRefusedAndNotOverlooked() {
        Stream.of(
                        traza.command("/api/v1/catalog/items"),
                        traza.query(TICKETS),
                        traza.routing("/api/v1/desks"),
                        traza.routing("/api/v1/teams"),
                        traza.routing("/api/v1/agents"),
                        traza.sla("/api/v1/calendars"),
                        traza.sla("/api/v1/sla-policies"),
                        traza.notification("/api/v1/deliveries"))
                .forEach(list -> {
                    traza.admin().get(list).expect(200);
                    assertThat(traza.admin()
                                    .get(URI.create(list + "?nonsense=1"))
                                    .expect(400)
                                    .text())
                            .as(list.toString())
                            .contains("?nonsense");
                });
    }

    @Test
    @Order(1)
    void aTokenThatNobodyGaveOpensNothing() {
        HostileRequests.tokens(traza.stack().key(), "u-evil").forEach((why, token) -> {
            Person forger = new Person(stranger.http(), "u-evil", token);
            assertThat(forger.post(traza.command(TICKETS), Tickets.ofRequester("u-evil", HostileRequests.MARK))
                            .status())
                    .as(why)
                    .isEqualTo(401);
            assertThat(forger.get(traza.query(TICKETS)).status()).as(why).isEqualTo(401);
        });
    }

    @Test
    @Order(1)
    void aFileIsForThoseWhoMayReadWhatItCameWith() {
        String open = upload(owner, "open.txt", "for the desk");
        String inside = upload(agent, "inside.txt", SECRET);
        UUID ticket = owner.post(traza.command(TICKETS), with(Tickets.ofRequester("u-owner", "adjunto"), open))
                .expect(201)
                .ticketId();
        Answer noted = agent.post(
                        traza.command(TICKETS + "/" + ticket + "/comments"), with(Tickets.internalNote("mira"), inside))
                .expect(200);
        URI openFile = traza.query(TICKETS + "/" + ticket + "/attachments/" + open);
        URI insideFile = traza.query(TICKETS + "/" + ticket + "/attachments/" + inside);

        assertThat(agent.fresh(insideFile, noted.consistencyToken()).expect(200).text())
                .isEqualTo(SECRET);
        Answer file = owner.fresh(openFile, noted.consistencyToken()).expect(200);
        assertThat(file.text()).isEqualTo("for the desk");
        assertThat(file.header("Content-Disposition")).startsWith("attachment; filename=\"open.txt\"");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(owner.get(openFile, "Range", "bytes=4-6").expect(206).text()).isEqualTo("the");

        owner.get(insideFile).expect(404);
        stranger.get(openFile).expect(404);
        traza.nobody().get(openFile).expect(401);
        stranger.get(traza.command("/api/v1/attachments/" + open)).expect(404);
        UUID own = stranger.post(traza.command(TICKETS), Tickets.ofRequester("u-evil", "propio"))
                .expect(201)
                .ticketId();
        for (String stolen : List.of(open, inside, UUID.randomUUID().toString())) {
            stranger.post(traza.command(TICKETS + "/" + own + "/comments"), with(Tickets.publicComment("mío"), stolen))
                    .expect(422);
        }
        stranger.post(traza.command(TICKETS + "/" + ticket + "/comments"), Tickets.publicComment("hola"))
                .expect(404);
    }

    @Test
    @Order(1)
    void aFileThatIsAProgramOrNoFileIsRefused() {
        byte[] program = new byte[256];
        program[0] = 'M';
        program[1] = 'Z';
        program[2] = (byte) 0x90;
        URI uploads = traza.command("/api/v1/attachments?name=foto.png");
        stranger.send("POST", uploads, BodyPublishers.ofByteArray(program), "Content-Type", "image/png")
                .expect(415);
        stranger.send("POST", uploads, BodyPublishers.ofByteArray(new byte[0]), "Content-Type", "image/png")
                .expect(400);
        stranger.send("POST", uploads, BodyPublishers.ofString("x"), "Content-Type", "multipart/form-data; boundary=x")
                .expect(415);
        stranger.send(
                        "POST",
                        uploads,
                        BodyPublishers.ofByteArray(new byte[26 * 1024 * 1024]),
                        "Content-Type",
                        "image/png")
                .expect(413);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = ".*SERVICE")
    @Order(2)
    void andTheServiceStaysReady(Part service) {
        assertThat(traza.nobody().get(traza.at(service, "/q/health/ready")).status())
                .isEqualTo(200);
    }

    @Test
    @Order(2)
    void andTheLogIsWithoutIt() {
        // Opened, since nothing could be found in a text that is sealed.
        assertThat(traza.log().log().ticketEvents())
                .isNotEmpty()
                .noneMatch(event -> event.value().toString().contains(HostileRequests.MARK));
    }

    private static void mustRefuse(URI service, Hostile hostile) {
        RawHttp.Told told = RawHttp.send(service, hostile.bytes());

        assertThat(told.statuses()).as("%s → %s", hostile, told.text()).allMatch(HostileRequests::isRefusal);
        if (hostile.reaches()) {
            assertThat(told.text()).contains("application/problem+json").doesNotContain("Exception");
        }
    }

    private String upload(Person by, String name, String content) {
        return by.send(
                        "POST",
                        traza.command("/api/v1/attachments?name=" + name),
                        BodyPublishers.ofString(content),
                        "Content-Type",
                        "text/plain")
                .expect(201)
                .json()
                .path("attachmentId")
                .asText();
    }

    private static Map<String, Object> with(Map<String, Object> body, String attachment) {
        Map<String, Object> more = new HashMap<>(body);
        more.put("attachments", List.of(attachment));
        return more;
    }
}
