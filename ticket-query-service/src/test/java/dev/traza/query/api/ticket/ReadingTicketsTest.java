package dev.traza.query.api.ticket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.Story;
import dev.traza.query.TestLog;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was said on the log is read over REST, by those who may. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class ReadingTicketsTest {

    private static final Instant DUE = Instant.parse("2026-03-02T11:00:00Z");

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
    void aTicketIsReadByIdAndByNumber() {
        Story story = Story.of("u-17")
                .opened("No puedo imprimir", "La impresora del 3er piso no responde")
                .routed("printers", "ana")
                .slaStarted(SlaMetric.RESOLUTION, DUE)
                .assigned("printers", "ana");
        log.write(story);
        whole(story);

        for (String ref : List.of(
                story.ticketId().toString(), story.number(), story.number().toLowerCase(Locale.ROOT))) {
            agent().get("/api/v1/tickets/" + ref)
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"2\"")
                    .body("ticketId", equalTo(story.ticketId().toString()))
                    .body("number", equalTo(story.number()))
                    .body("version", equalTo(2))
                    .body("status", equalTo("OPEN"))
                    .body("team", equalTo("printers"))
                    .body("assignee", equalTo("ana"))
                    .body("desk", equalTo("it"))
                    .body("requester.name", equalTo("Lucía Pérez"))
                    .body("customFields.'asset.tag'", equalTo("P-3"))
                    .body("sla[0].metric", equalTo("RESOLUTION"))
                    .body("sla[0].dueAt", equalTo("2026-03-02T11:00:00Z"))
                    .body("routing.candidates", hasSize(2))
                    .body("createdAt", equalTo("2026-03-02T09:00:01Z"));
        }
    }

    @Test
    void aReaderWhoHasThePresentVersionIsToldSo() {
        Story story = seen(Story.of("u-17").opened("a", "b"));

        agent().header("If-None-Match", "\"1\"")
                .get("/api/v1/tickets/" + story.ticketId())
                .then()
                .statusCode(304)
                .header("ETag", "\"1\"");
        agent().header("If-None-Match", "\"7\", W/\"1\"")
                .get("/api/v1/tickets/" + story.ticketId())
                .then()
                .statusCode(304);
        agent().header("If-None-Match", "\"2\"")
                .get("/api/v1/tickets/" + story.ticketId())
                .then()
                .statusCode(200);
    }

    @Test
    void aReadWithATokenNeverMissesTheWrite() {
        for (int i = 0; i < 50; i++) {
            Story story = Story.of("u-17").opened("try " + i, "b").prioritized(Priority.HIGH);
            log.write(story);

            withTokens(agent(), story)
                    .get("/api/v1/tickets/" + (i % 2 == 0 ? story.ticketId() : story.number()))
                    .then()
                    .statusCode(200)
                    .body("version", equalTo(2));
            withTokens(agent(), story)
                    .queryParam("limit", 5)
                    .get("/api/v1/tickets?sort=-number")
                    .then()
                    .statusCode(200)
                    .body("items.ticketId", hasItem(story.ticketId().toString()));
        }
    }

    @Test
    void aTokenThatIsNotReachedInTimeIsAskedToComeAgain() {
        Story story = seen(Story.of("u-17").opened("a", "b"));
        String ahead = new ConsistencyToken(story.ticketId(), 99).text();

        for (String path : List.of("/api/v1/tickets/" + story.ticketId(), "/api/v1/tickets")) {
            agent().header("Consistency-Token", ahead)
                    .get(path)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .contentType("application/problem+json");
        }
    }

    @Test
    void whatWasErasedIsSaidToBeSo() {
        UUID open = Ids.next();
        UUID inside = Ids.next();
        Story story = Story.of("u-erased")
                .opened("zarandaja", "b")
                .ticket(comment(open, Visibility.PUBLIC))
                .ticket(comment(inside, Visibility.INTERNAL))
                .ticket(new TicketEvent.CommentRedacted(open, "a password", Status.OPEN))
                .ticket(new TicketEvent.CommentRedacted(inside, null, Status.OPEN));
        seen(story);
        String path = "/api/v1/tickets/" + story.number();

        agent().get(path)
                .then()
                .body("erasedComments", contains(open.toString(), inside.toString()))
                .body("erasedAt", nullValue())
                .body("commentCount", equalTo(2));
        requester("u-erased").get(path).then().body("erasedComments", nullValue());
        agent().get(path + "/timeline")
                .then()
                .body("items.erased", contains(false, true, true, false, false))
                .body("items[1].data.body", equalTo("[erased]"))
                .body("items[3].data.reason", equalTo("a password"));
        requester("u-erased")
                .get(path + "/timeline")
                .then()
                .body("items.type", contains("TicketOpened", "CommentAdded"))
                .body("items.erased", contains(false, true))
                .body("items[1].data.body", equalTo("[erased]"));

        story.ticket(new TicketEvent.PersonalDataErased("u-erased", true, List.of(), Status.OPEN));
        seen(story);
        agent().get(path)
                .then()
                .header("ETag", "\"6\"")
                .body("erasedAt", notNullValue())
                .body("subject", equalTo("[erased]"))
                .body("requester.id", equalTo("u-erased"))
                .body("requester.name", nullValue());
        agent().get(path + "/timeline").then().body("items.erased", contains(true, true, true, true, true, false));
        withTokens(agent(), story)
                .get("/api/v1/tickets?q=zarandaja&requester=u-erased")
                .then()
                .body("items", hasSize(0));
        withTokens(agent(), story)
                .get("/api/v1/tickets?requester=u-erased")
                .then()
                .body("items.subject", contains("[erased]"));
    }

    private static TicketEvent comment(UUID commentId, Visibility visibility) {
        return new TicketEvent.CommentAdded(
                commentId, "zarandaja", visibility, AuthorKind.AGENT, "ana", Channel.PORTAL, null, Status.OPEN);
    }

    @Test
    void theTimelineTellsEverythingInOrderPageByPage() {
        Story story = Story.of("u-17")
                .opened("a", "b")
                .slaStarted(SlaMetric.RESOLUTION, DUE)
                .routed("printers", "ana")
                .assigned("printers", "ana");
        for (int i = 0; i < 120; i++) {
            story.said(i % 2 == 0 ? Visibility.PUBLIC : Visibility.INTERNAL, AuthorKind.AGENT, "comment " + i);
        }
        story.slaMet(SlaMetric.RESOLUTION, false);
        log.write(story);
        whole(story);

        List<String> types = new ArrayList<>();
        String cursor = null;
        do {
            var page = cursor == null ? agent() : agent().queryParam("cursor", cursor);
            var answer = page.queryParam("limit", 17)
                    .get("/api/v1/tickets/" + story.number() + "/timeline")
                    .then()
                    .statusCode(200)
                    .extract();
            types.addAll(answer.jsonPath().getList("items.type"));
            cursor = answer.path("nextCursor");
        } while (cursor != null);

        assertThat(types)
                .isEqualTo(story.told().stream()
                        .map(event -> event.envelope().event().getClass().getSimpleName())
                        .toList());
    }

    @Test
    void aRequesterSeesTheirOwnTicketsWithoutWhatStaffSayInside() {
        Story own = Story.of("u-own")
                .opened("No puedo imprimir", "b")
                .routed("printers", "ana")
                .assigned("printers", "ana")
                .said(Visibility.INTERNAL, AuthorKind.AGENT, "secretissimo")
                .said(Visibility.PUBLIC, AuthorKind.AGENT, "We are on it");
        Story other = Story.of("u-other").opened("Top", "secret");
        log.write(own);
        log.write(other);
        whole(own);
        whole(other);

        requester("u-own")
                .get("/api/v1/tickets/" + own.ticketId())
                .then()
                .statusCode(200)
                .body("routing", nullValue())
                .body("commentCount", equalTo(1));
        for (String path : List.of(
                "/api/v1/tickets/" + other.ticketId(),
                "/api/v1/tickets/" + other.number(),
                "/api/v1/tickets/" + other.ticketId() + "/timeline")) {
            requester("u-own").get(path).then().statusCode(404).contentType("application/problem+json");
        }
        requester("u-own")
                .get("/api/v1/tickets?requester=u-other&requester=u-own")
                .then()
                .body("items.ticketId", contains(own.ticketId().toString()));
        requester("u-own").get("/api/v1/tickets?q=secretissimo").then().body("items", hasSize(0));
        agent().get("/api/v1/tickets?q=secretissimo").then().body("items", hasSize(1));
        requester("u-own")
                .get("/api/v1/tickets/" + own.number() + "/timeline")
                .then()
                .body("items.type", contains("TicketOpened", "TicketAssigned", "CommentAdded"))
                .body("items[1].data.basis", nullValue())
                .body("items[2].data.body", equalTo("We are on it"));
        integrator().get("/api/v1/tickets/" + other.number()).then().statusCode(200);
    }

    @Test
    void whoTakesPartReadsWhatTheRequesterMayAndFindsTheTicketUntilTheyDoNoMore() {
        String marta = "u-marta-" + UUID.randomUUID();
        Story story = Story.of("u-asks")
                .opened("No puedo imprimir", "b")
                .ticket(new TicketEvent.ParticipantAdded(
                        new Participant(marta, "Marta Gil", "marta@example.org", "es"), Status.NEW))
                .ticket(new TicketEvent.ParticipantAdded(
                        new Participant("u-other", "Otra", "otra@example.org", null), Status.NEW))
                .said(Visibility.INTERNAL, AuthorKind.AGENT, "confidencialissimo")
                .said(Visibility.PUBLIC, AuthorKind.AGENT, "We are on it");
        seen(story);

        requester(marta)
                .get("/api/v1/tickets/" + story.number())
                .then()
                .statusCode(200)
                .body("routing", nullValue())
                .body("watchers", nullValue())
                .body("commentCount", equalTo(1))
                .body("participants.id", contains(marta, "u-other"))
                .body("participants.name", contains("Marta Gil", "Otra"))
                .body("participants.email", everyItem(nullValue()));
        agent().get("/api/v1/tickets/" + story.number())
                .then()
                .body("participants.email", contains("marta@example.org", "otra@example.org"));
        requester(marta)
                .get("/api/v1/tickets/" + story.number() + "/timeline")
                .then()
                .body("items.type", contains("TicketOpened", "ParticipantAdded", "ParticipantAdded", "CommentAdded"))
                .body("items[2].data.name", equalTo("Otra"))
                .body("items[2].data.participant", nullValue());
        requester(marta).get("/api/v1/tickets").then().body("items.number", contains(story.number()));
        requester(marta).get("/api/v1/tickets?q=confidencialissimo").then().body("items", hasSize(0));
        agent().get("/api/v1/tickets?participant=" + marta).then().body("items.number", contains(story.number()));

        log.write(List.of(story.ticket(new TicketEvent.ParticipantRemoved(marta, Status.OPEN))
                .last()));
        whole(story);

        requester(marta).get("/api/v1/tickets/" + story.number()).then().statusCode(404);
        requester(marta)
                .get("/api/v1/tickets/" + story.number() + "/timeline")
                .then()
                .statusCode(404);
        requester(marta).get("/api/v1/tickets").then().body("items", hasSize(0));
    }

    @Test
    void whoIsAskedForApprovalFindsWhatWaitsForThemAndSeesEnoughToDecide() {
        String carlos = "carlos-" + UUID.randomUUID();
        String marta = "marta-" + UUID.randomUUID();
        String lucia = "lucia-" + UUID.randomUUID();
        UUID approval = UUID.randomUUID();
        Story story = Story.of(lucia)
                .opened("Un portátil nuevo", "El mío es de 2015")
                .said(Visibility.INTERNAL, AuthorKind.AGENT, "entre nosotros")
                .ticket(new TicketEvent.ApprovalRequested(
                        approval, "¿480 €?", List.of(approver(carlos), approver(marta)), 2, DUE, Status.NEW))
                .ticket(new TicketEvent.TicketHeld(HoldReason.APPROVAL, DUE, null, Status.ON_HOLD));
        seen(story);

        for (RequestSpecification who : List.of(requester(carlos), agent())) {
            withTokens(who, story)
                    .queryParam("approver", carlos)
                    .get("/api/v1/tickets")
                    .then()
                    .statusCode(200)
                    .body("items.ticketId", contains(story.ticketId().toString()));
        }
        requester(carlos)
                .get("/api/v1/tickets/" + story.ticketId())
                .then()
                .statusCode(200)
                .body("description", equalTo("El mío es de 2015"))
                .body("commentCount", equalTo(0))
                .body("watchers", nullValue())
                .body("approvals[0].question", equalTo("¿480 €?"))
                .body("approvals[0].approvers", contains(carlos, marta))
                .body("approvals[0].state", equalTo("OPEN"));
        requester(lucia)
                .get("/api/v1/tickets/" + story.ticketId())
                .then()
                .statusCode(200)
                .body("approvals[0].state", equalTo("OPEN"))
                .body("approvals[0].question", nullValue())
                .body("approvals[0].approvers", nullValue())
                .body("approvals[0].votes", nullValue());
        requester(lucia)
                .queryParam("approver", carlos)
                .get("/api/v1/tickets")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        requester(lucia)
                .get("/api/v1/tickets/" + story.ticketId() + "/timeline")
                .then()
                .body("items.type", hasItem("ApprovalRequested"))
                .body("items.find { it.type == 'ApprovalRequested' }.data.question", nullValue());

        log.write(story.ticket(
                new TicketEvent.ApprovalDecided(approval, carlos, ApprovalDecision.DENY, "demasiado", Status.ON_HOLD)));
        log.write(story.ticket(new TicketEvent.ApprovalDenied(approval, Status.ON_HOLD)));
        whole(story);

        for (String nobodyWaitsFor : List.of(carlos, marta)) {
            withTokens(agent(), story)
                    .queryParam("approver", nobodyWaitsFor)
                    .get("/api/v1/tickets")
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(0));
        }
        requester(carlos)
                .get("/api/v1/tickets/" + story.ticketId())
                .then()
                .statusCode(200)
                .body("approvals[0].votes[0].comment", equalTo("demasiado"));
        requester(marta).get("/api/v1/tickets/" + story.ticketId()).then().statusCode(404);
        requester(lucia)
                .get("/api/v1/tickets/" + story.ticketId() + "/timeline")
                .then()
                .body("items.type", not(hasItem("ApprovalDecided")))
                .body("items.type", hasItem("ApprovalDenied"));
    }

    @Test
    void staffSeeHowFarTheProcedureIsAndNobodyElseThatThereIsOne() {
        String carlos = "carlos-" + UUID.randomUUID();
        String lucia = "lucia-" + UUID.randomUUID();
        UUID procedure = UUID.randomUUID();
        PlannedStep budget = new PlannedStep(
                UUID.randomUUID(),
                ProcedureStep.approval("budget", "¿1200 €?", List.of(approver(carlos)), null, List.of()));
        PlannedStep account = new PlannedStep(
                UUID.randomUUID(), ProcedureStep.task("account", "Crear la cuenta", "it", true, List.of()));
        PlannedStep order = new PlannedStep(
                UUID.randomUUID(),
                ProcedureStep.task("order", "Pedirlo", "purchasing", true, List.of("budget", "account")));
        Story story = seen(Story.of(lucia)
                .opened("Un portátil nuevo", "El mío es de 2015")
                .ticket(new TicketEvent.ProcedureStarted(
                        procedure, "hardware/laptop", 7, List.of(budget, account, order), Status.NEW))
                .ticket(new TicketEvent.ApprovalRequested(
                        budget.workId(), "¿1200 €?", List.of(approver(carlos)), 1, null, Status.NEW))
                .ticket(new TicketEvent.TaskAdded(account.workId(), "Crear la cuenta", "it", true, Status.NEW))
                .ticket(new TicketEvent.TicketHeld(HoldReason.APPROVAL, null, null, Status.ON_HOLD))
                .ticket(new TicketEvent.TaskCompleted(account.workId(), null, Status.ON_HOLD)));

        withTokens(agent(), story)
                .get("/api/v1/tickets/" + story.ticketId())
                .then()
                .statusCode(200)
                .body("procedure.state", equalTo("RUNNING"))
                .body("procedure.item.path", equalTo("hardware/laptop"))
                .body("procedure.item.version", equalTo(7))
                .body("procedure.steps.id", contains("budget", "account", "order"))
                .body("procedure.steps.state", contains("OPEN", "DONE", "WAITING"))
                .body("procedure.steps.title", contains("¿1200 €?", "Crear la cuenta", "Pedirlo"))
                .body("procedure.steps[2].after", contains("budget", "account"))
                .body("procedure.steps[2].workId", equalTo(order.workId().toString()));
        for (String outside : List.of(lucia, carlos)) {
            requester(outside)
                    .get("/api/v1/tickets/" + story.ticketId())
                    .then()
                    .statusCode(200)
                    .body("procedure", nullValue());
            requester(outside)
                    .get("/api/v1/tickets/" + story.ticketId() + "/timeline")
                    .then()
                    .statusCode(200)
                    .body("items.type", not(hasItem("ProcedureStarted")))
                    .body("items.type", not(hasItem("TaskAdded")));
        }
        withTokens(agent(), story)
                .get("/api/v1/tickets/" + story.ticketId() + "/timeline")
                .then()
                .body("items.type", hasItem("ProcedureStarted"));
    }

    private static Approver approver(String id) {
        return new Approver(id, null, null, null);
    }

    @Test
    void aRequesterSeesLinksToTheirOwnTicketsOnly() {
        UUID mine = Ids.next();
        UUID yours = Ids.next();
        Story story = seen(Story.of("u-links")
                .opened("a", "b")
                .ticket(linked(LinkType.PARENT_OF, mine, "T-900001", "u-links"))
                .ticket(linked(LinkType.PARENT_OF, yours, "T-900002", "u-else"))
                .ticket(linked(LinkType.CHILD_OF, Ids.next(), "T-900003", "u-else"))
                .ticket(new TicketEvent.ChildProgressed(yours, "T-900002", Status.RESOLVED, 1, 2, Status.NEW))
                .ticket(new TicketEvent.ResolutionOffered(
                        Ids.next(), "T-900003", ResolutionCode.FIXED, "restarted", Status.NEW)));

        agent().get("/api/v1/tickets/" + story.number())
                .then()
                .body("links.number", contains("T-900001", "T-900002", "T-900003"))
                .body("parent.number", equalTo("T-900003"))
                .body("children.total", equalTo(2))
                .body("children.done", equalTo(1))
                .body("offeredResolution.text", equalTo("restarted"));
        requester("u-links")
                .get("/api/v1/tickets/" + story.number())
                .then()
                .body("links.number", contains("T-900001"))
                .body("parent", nullValue())
                .body("children.total", equalTo(1))
                .body("offeredResolution", nullValue());
        requester("u-links")
                .get("/api/v1/tickets/" + story.number() + "/timeline")
                .then()
                .body("items.type", contains("TicketOpened", "TicketLinked"))
                .body("items[1].data.number", equalTo("T-900001"));
    }

    private static TicketEvent linked(LinkType type, UUID other, String number, String requesterId) {
        return new TicketEvent.TicketLinked(
                type, new LinkedTicket(other, number, requesterId, Status.OPEN), false, Status.NEW);
    }

    @Test
    void theTimelineOfATicketTellsWhatHappenedToThoseThatGoOnInIt() {
        Story far = Story.at("u-far", Instant.parse("2026-03-02T09:00:00.300Z"))
                .opened("lejano", "f")
                .said(Visibility.PUBLIC, AuthorKind.AGENT, "far 1");
        Story near = Story.at("u-near", Instant.parse("2026-03-02T09:00:00.200Z"))
                .opened("cercano", "n")
                .said(Visibility.INTERNAL, AuthorKind.AGENT, "near 1");
        Story target =
                Story.at("u-target", Instant.parse("2026-03-02T09:00:00Z")).opened("a", "b");
        near.ticket(absorbing(far, "u-far", 1));
        far.ticket(new TicketEvent.TicketMerged(near.ticketId(), near.number(), Status.CLOSED));
        target.said(Visibility.PUBLIC, AuthorKind.AGENT, "target 1").ticket(absorbing(near, "u-near", 2));
        near.ticket(new TicketEvent.TicketMerged(target.ticketId(), target.number(), Status.CLOSED));
        for (Story story : List.of(far, near, target)) {
            log.write(story);
        }
        for (Story story : List.of(far, near, target)) {
            shown(story);
        }

        // Page by page: in order of time, each marked with the ticket it is of.
        List<String> read = new ArrayList<>();
        String cursor = null;
        do {
            var page = cursor == null ? agent() : agent().queryParam("cursor", cursor);
            var answer = page.queryParam("limit", 3)
                    .get("/api/v1/tickets/" + target.number() + "/timeline")
                    .then()
                    .statusCode(200)
                    .extract();
            for (Map<String, Object> item : answer.jsonPath().<Map<String, Object>>getList("items")) {
                Object from = item.get("mergedFrom");
                read.add(item.get("type") + " " + (from instanceof Map<?, ?> other ? other.get("number") : ""));
            }
            cursor = answer.path("nextCursor");
        } while (cursor != null);
        assertThat(read)
                .containsExactly(
                        "TicketOpened ",
                        "TicketOpened " + near.number(),
                        "TicketOpened " + far.number(),
                        "CommentAdded ",
                        "CommentAdded " + near.number(),
                        "CommentAdded " + far.number(),
                        "TicketAbsorbed ",
                        "TicketAbsorbed " + near.number(),
                        "TicketMerged " + far.number(),
                        "TicketMerged " + near.number());

        // Comments count together, for each as far as they may read them, also in lists.
        agent().get("/api/v1/tickets/" + target.number())
                .then()
                .body("commentCount", equalTo(3))
                .body("absorbed.number", contains(near.number()))
                .body("participants.id", contains("u-near"));
        requester("u-near")
                .get("/api/v1/tickets/" + target.number())
                .then()
                .statusCode(200)
                .body("commentCount", equalTo(2));
        agent().get("/api/v1/tickets?q=" + target.number()).then().body("items.commentCount", contains(3));
        // Whose the other ticket is, is known by name and not by address.
        requester("u-target")
                .get("/api/v1/tickets/" + target.number() + "/timeline")
                .then()
                .body("items[1].data.subject", equalTo("cercano"))
                .body("items[1].data.requester", nullValue());

        // The merged ticket says where it goes on, and is in lists as closed.
        agent().get("/api/v1/tickets/" + near.number())
                .then()
                .body("mergedInto.number", equalTo(target.number()))
                .body("resolutionCode", equalTo("MERGED"))
                .body("commentCount", equalTo(2));
        agent().get("/api/v1/tickets?status=CLOSED&q=" + near.number())
                .then()
                .body("items.mergedInto.ticketId", contains(target.ticketId().toString()));

        // Taken back, everything is in its place.
        log.write(List.of(
                near.ticket(new TicketEvent.TicketUnmerged(target.ticketId(), target.number(), null, null, Status.OPEN))
                        .last(),
                target.ticket(new TicketEvent.TicketRestored(near.ticketId(), near.number(), Status.NEW))
                        .last()));
        shown(target);
        shown(near);
        agent().get("/api/v1/tickets/" + target.number()).then().body("commentCount", equalTo(1));
        requester("u-near").get("/api/v1/tickets/" + target.number()).then().statusCode(404);
        agent().get("/api/v1/tickets/" + near.number()).then().body("mergedInto", nullValue());
    }

    private static TicketEvent absorbing(Story source, String requesterId, int tickets) {
        return new TicketEvent.TicketAbsorbed(
                new AbsorbedTicket(
                        source.ticketId(),
                        source.number(),
                        List.of(new Participant(requesterId, "Lucía Pérez", null, null)),
                        List.of(),
                        tickets),
                null,
                Status.OPEN);
    }

    @Test
    void listsAreNarrowedByFiltersAndFoundByWords() {
        String desk = "tag-" + UUID.randomUUID();
        Story printer = Story.of("u-1")
                .opened("La impresora no imprime", "Sale papel en blanco", Priority.HIGH, List.of(desk))
                .assigned("printers", "ana")
                .slaStarted(SlaMetric.RESOLUTION, DUE)
                .slaBreached(SlaMetric.RESOLUTION);
        Story network = Story.of("u-2")
                .opened("Networks are down", "Nothing connects", Priority.CRITICAL, List.of(desk, "urgent"));
        Story mail = Story.of("u-3")
                .opened("Correo", "No llegan mensajes", Priority.LOW, List.of(desk))
                .said(Visibility.PUBLIC, AuthorKind.AGENT, "Configuraciones cambiadas")
                .resolved("ok");
        for (Story story : List.of(printer, network, mail)) {
            log.write(story);
        }
        for (Story story : List.of(printer, network, mail)) {
            whole(story);
        }

        found(desk, "", "-createdAt", printer, network, mail);
        found(desk, "&status=OPEN&status=RESOLVED", "", printer, mail);
        found(desk, "&priority=CRITICAL", "", network);
        found(desk, "&assignee=ana&team=printers", "", printer);
        found(desk, "&assignee=none", "", network, mail);
        found(desk, "&tag=urgent", "", network, printer, mail); // values of one filter are alternatives
        found(desk, "&slaBreached=true", "", printer);
        found(desk, "&requester=u-2&type=INCIDENT&channel=PORTAL&level=1&category=hardware", "", network);
        found(desk, "&createdFrom=2030-01-01T00:00:00Z", "");
        found(desk, "&createdTo=2030-01-01T00:00:00Z", "", printer, network, mail);
        found(desk, "&q=impresoras", "", printer);
        found(desk, "&q=papel impresoras", "", printer);
        found(desk, "&q=network", "", network);
        found(desk, "&q=configuración", "", mail);
        found(desk, "&q=lucia perez", "", printer, network, mail);
        found(desk, "&q=" + network.number(), "", network);
        found(desk, "&q=impresora networks", "");
        agent().get("/api/v1/tickets?tag=" + desk + "&sort=-priority,createdAt")
                .then()
                .body("items.number", contains(network.number(), printer.number(), mail.number()));
        agent().get("/api/v1/tickets?tag=" + desk + "&sort=dueAt,-number")
                .then()
                .body("items[0].number", equalTo(printer.number()));
    }

    @Test
    void pagesKeepTheirPlaceWhileTicketsChange() {
        String tag = "tag-" + UUID.randomUUID();
        List<Story> stories = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Story story = Story.at("u-1", Instant.parse("2026-04-01T00:00:00Z").plusSeconds(60L * i))
                    .opened("ticket " + i, "b", Priority.NORMAL, List.of(tag));
            stories.add(story);
            log.write(story);
        }
        stories.forEach(this::whole);

        List<String> read = new ArrayList<>();
        String next = "/api/v1/tickets?sort=-createdAt&limit=10&tag=" + tag;
        while (next != null) {
            var answer = agent().urlEncodingEnabled(false)
                    .get(next)
                    .then()
                    .statusCode(200)
                    .extract();
            read.addAll(answer.jsonPath().getList("items.number"));
            String link = answer.header("Link");
            next = link == null ? null : link.replaceAll("^<https?://[^/]+([^>]+)>.*$", "$1");
            // Tickets that come and change meanwhile neither hide others nor show them twice.
            Story newer = Story.at("u-1", Instant.parse("2026-05-01T00:00:00Z"))
                    .opened("newer", "b", Priority.NORMAL, List.of(tag));
            log.write(newer);
            whole(newer);
            Story changed = stories.get(read.size() % 25).prioritized(Priority.CRITICAL);
            log.write(List.of(changed.last()));
            whole(changed);
        }

        assertThat(read)
                .isEqualTo(stories.reversed().stream().map(Story::number).toList());
    }

    @Test
    void badQuestionsAreRefusedWithTheReason() {
        Story story = seen(Story.of("u-17").opened("a", "b"));
        List<String> bad = List.of(
                "?nonsense=1",
                "?status=SLEEPING",
                "?status=",
                "?level=7",
                "?limit=0",
                "?limit=101",
                "?limit=ten",
                "?limit=5&limit=6",
                "?cursor=abc",
                "?cursor=AAAAAAAAAAAAAAAAAAAAAAAA",
                "?sort=colour",
                "?sort=createdAt,-createdAt",
                "?sort=-relevance",
                "?createdFrom=yesterday",
                "?createdFrom=%2B999999999-12-31T23:59:59Z",
                "?slaBreached=maybe",
                "?q=" + "x".repeat(201),
                "?q=%20",
                "/" + story.ticketId() + "?asof=2026-01-01T00:00:00Z",
                "/" + story.ticketId() + "/timeline?limit=-1",
                "/" + story.ticketId() + "/timeline?cursor=zzz");
        for (String question : bad) {
            agent().urlEncodingEnabled(false)
                    .get("/api/v1/tickets" + question)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors", not(hasSize(0)));
        }
        agent().header("Consistency-Token", "hello")
                .get("/api/v1/tickets")
                .then()
                .statusCode(400);
        agent().get("/api/v1/tickets/T-0").then().statusCode(404);
        agent().get("/api/v1/tickets/nonsense").then().statusCode(404);
        agent().get("/api/v1/tickets/" + UUID.randomUUID()).then().statusCode(404);
        given().get("/api/v1/tickets").then().statusCode(401).contentType("application/problem+json");
        agent().delete("/api/v1/tickets").then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void aCursorIsGoodForItsOwnQuestionOnly() {
        seen(Story.of("u-17").opened("a", "b"));
        seen(Story.of("u-17").opened("c", "d"));
        String cursor = agent().get("/api/v1/tickets?limit=1").then().extract().path("nextCursor");

        agent().queryParam("cursor", cursor)
                .get("/api/v1/tickets?limit=50")
                .then()
                .statusCode(200);
        agent().queryParam("cursor", cursor)
                .get("/api/v1/tickets?status=NEW")
                .then()
                .statusCode(400);
        requester("u-17")
                .queryParam("cursor", cursor)
                .get("/api/v1/tickets")
                .then()
                .statusCode(400);
        char last = cursor.charAt(cursor.length() - 3);
        agent().queryParam(
                        "cursor",
                        cursor.substring(0, cursor.length() - 3)
                                + (last == 'A' ? 'B' : 'A')
                                + cursor.substring(cursor.length() - 2))
                .get("/api/v1/tickets")
                .then()
                .statusCode(400);
    }

    private void found(String tag, String filters, String sort, Story... expected) {
        var items = agent().get("/api/v1/tickets?tag=" + tag + filters + (sort.isEmpty() ? "" : "&sort=" + sort))
                .then()
                .statusCode(200);
        items.body(
                "items.number",
                containsInAnyOrder(List.of(expected).stream().map(Story::number).toArray()));
    }

    private Story seen(Story story) {
        log.write(story);
        whole(story);
        return story;
    }

    /** Waits until store and index hold all that the story tells, in all three logs. */
    private void whole(Story story) {
        await("view of " + story.number())
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    agent().get("/api/v1/tickets/" + story.ticketId() + "/timeline?limit=100")
                            .then()
                            .statusCode(200);
                    assertThat(told(story)).isEqualTo(story.told().size());
                    agent().get("/api/v1/tickets?q=" + story.number()).then().body("items.version", hasItem((int)
                            story.version()));
                });
    }

    /** Waits until store and index have the ticket as the story leaves it, whatever goes on in it. */
    private void shown(Story story) {
        await("view of " + story.number())
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    agent().get("/api/v1/tickets/" + story.ticketId()).then().body("version", equalTo((int)
                            story.version()));
                    agent().get("/api/v1/tickets?q=" + story.number()).then().body("items.version", hasItem((int)
                            story.version()));
                });
    }

    private int told(Story story) {
        int count = 0;
        String cursor = null;
        do {
            var page = cursor == null ? agent() : agent().queryParam("cursor", cursor);
            var answer = page.queryParam("limit", 100)
                    .get("/api/v1/tickets/" + story.ticketId() + "/timeline")
                    .then()
                    .statusCode(200)
                    .extract();
            count += answer.jsonPath().getList("items").size();
            cursor = answer.path("nextCursor");
        } while (cursor != null);
        return count;
    }

    private static RequestSpecification withTokens(RequestSpecification request, Story story) {
        return request.header("Consistency-Token", new ConsistencyToken(story.ticketId(), story.version()).text());
    }

    private static RequestSpecification agent() {
        return given().auth().oauth2(Tokens.mint(Role.AGENT, "ana"));
    }

    private static RequestSpecification integrator() {
        return given().auth().oauth2(Tokens.mint(Role.INTEGRATOR, "zap"));
    }

    private static RequestSpecification requester(String subject) {
        return given().auth().oauth2(Tokens.mint(Role.REQUESTER, subject));
    }
}
