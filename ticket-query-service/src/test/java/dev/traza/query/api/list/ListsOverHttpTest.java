package dev.traza.query.api.list;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.Story;
import dev.traza.query.TestLog;
import dev.traza.query.view.LoggedEvent;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work lists over REST: by every filter, denied, ranges, my own and what waits for me, counted, and only what one may know. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class ListsOverHttpTest {

    /** A tag by which the tickets of one test are told from those of others. */
    private final String tag = "tag-" + UUID.randomUUID();

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
    void filtersOfEveryKindFindAndNegatedDoNot() {
        Story other = opened("u-2");
        Story held = opened("u-1")
                .ticket(new TicketEvent.TicketHeld(
                        HoldReason.DATE, Instant.parse("2026-04-01T08:00:00Z"), null, Status.ON_HOLD))
                .ticket(new TicketEvent.TicketWatched("eva", Status.ON_HOLD))
                .ticket(new TicketEvent.TicketEscalated(
                        EscalationKind.FUNCTIONAL, 1, 2, null, "more", EscalationCause.AGENT, Status.ON_HOLD))
                .ticket(new TicketEvent.TaskAdded(Ids.next(), "a task", "network", true, Status.ON_HOLD))
                .ticket(new TicketEvent.TicketLinked(
                        LinkType.CHILD_OF,
                        new LinkedTicket(other.ticketId(), other.number(), "u-2", Status.NEW),
                        false,
                        Status.ON_HOLD));
        written(other, held);

        for (String filter : List.of(
                "status=ON_HOLD",
                "holdReason=DATE",
                "watcher=eva",
                "escalated=true",
                "level=2",
                "hasOpenTasks=true",
                "taskTeam=network",
                "link=" + other.number(),
                "link=" + other.ticketId(),
                "parent=" + other.number(),
                "linkType=CHILD_OF",
                "ticket=" + held.number(),
                "requester=u-1")) {
            assertListed("&" + filter, held);
            assertListed("&not." + filter, other);
        }
        assertListed("&holdReason=none", other);
        assertListed("&not.parent=none", held);
        assertListed("&field.asset.tag=P-3", held, other);
        assertListed("&not.field.asset.tag=P-3");
        assertListed("&field.colour=none", held, other);
        assertListed("&field.%24odd=1&not.ticket=" + held.number(), other);
        assertListed("&fieldMin.%24odd=1&fieldMax.%24odd=1.0", held, other);
        assertListed("&fieldMin.%24odd=1.01");
        assertListed("&fieldMin.asset.tag=-999");
        assertListed("&heldUntilFrom=2026-04-01T08:00:00Z", held);
        assertListed("&heldUntilTo=2026-04-01T08:00:00Z");
        assertListed("&heldUntilFrom=2026-04-01&heldUntilTo=2026-04-02&timeZone=Europe/Madrid", held);
        assertListed("&escalationsMin=1", held);
        assertListed("&escalationsMax=0", other);
        assertListed("&createdFrom=now-9999d&createdTo=now%2B1d", held, other);
        agent().get("/api/v1/tickets/" + held.number())
                .then()
                .body("hold.reason", equalTo("DATE"))
                .body("hold.until", equalTo("2026-04-01T08:00:00Z"))
                .body("escalations", equalTo(1));
    }

    @Test
    void whatWaitsForMeAndMyTeamsFollowsTheDirectory() throws IOException {
        String me = "agent-" + UUID.randomUUID();
        String team = "team-" + UUID.randomUUID();
        String led = "team-" + UUID.randomUUID();
        Story mine = opened("u-1").assigned(team, me);
        Story pending = opened("u-1").assigned(team, me).ticket(new TicketEvent.TicketPended(null, Status.PENDING));
        Story asked = opened("u-1")
                .ticket(new TicketEvent.ApprovalRequested(
                        Ids.next(), "¿480 €?", List.of(new Approver(me, null, null, null)), 1, null, Status.NEW));
        Story answerAwaited = opened(me).ticket(new TicketEvent.TicketPended(null, Status.PENDING));
        Story task = opened("u-1").ticket(new TicketEvent.TaskAdded(Ids.next(), "a task", team, true, Status.NEW));
        Story ofLed = opened("u-1").assigned(led, null);
        Story closed = opened("u-1")
                .ticket(new TicketEvent.TaskAdded(Ids.next(), "a task", team, true, Status.NEW))
                .closed();
        written(mine, pending, asked, answerAwaited, task, ofLed, closed);
        directory(new DirectoryEntry.Team(led, "Led", "it", 1, AssignmentStrategy.LEAST_LOADED, me));
        directory(new DirectoryEntry.Agent(me, "Me", null, null, List.of(team)));

        Supplier<RequestSpecification> agent = () -> given().auth().oauth2(Tokens.mint(Role.AGENT, me));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> list(agent.get(), "&team=mine")
                .body("items.number", containsInAnyOrder(numbers(mine, pending, ofLed))));
        list(agent.get(), "&waitingFor=me")
                .body("items.number", containsInAnyOrder(numbers(mine, asked, answerAwaited, task)));
        list(agent.get(), "&assignee=me").body("items.number", containsInAnyOrder(numbers(mine, pending)));
        list(agent.get(), "&taskTeam=mine&not.status=CLOSED").body("items.number", contains(numbers(task)));
        list(agent(), "&team=mine").body("items", hasSize(0));

        // Asked for approval, but no agent: what they have is not theirs to know, whatever the directory says.
        list(requester(me), "&waitingFor=me").body("items.number", containsInAnyOrder(numbers(asked, answerAwaited)));

        directory(new DirectoryEntry.Agent(me, "Me", null, null, List.of()));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> list(agent.get(), "&team=mine")
                .body("items.number", containsInAnyOrder(numbers(ofLed))));
    }

    @Test
    void whatIsAboutToBreachIsFoundUntilItHas() {
        Instant soon = Instant.now().plus(Duration.ofMinutes(90));
        Story breaching = opened("u-1").slaStarted(SlaMetric.RESOLUTION, soon);
        Story breached = opened("u-1").slaStarted(SlaMetric.RESOLUTION, soon).slaBreached(SlaMetric.RESOLUTION);
        Story met = opened("u-1").slaStarted(SlaMetric.RESOLUTION, soon).slaMet(SlaMetric.RESOLUTION, false);
        written(breaching, breached, met, opened("u-1"));

        assertListed("&breachingWithin=PT2H", breaching);
        assertListed("&breachingWithin=PT1H");
        assertListed("&slaBreached=true", breached);
        assertListed("&not.slaBreached=true&not.slaPolicy=none", breaching, met);
    }

    @Test
    void facetsAreCountedWhateverTheListSaysOfThem() {
        written(
                opened("u-1").assigned("printers", "ana"),
                opened("u-1").assigned("printers", "ben"),
                opened("u-2").assigned("network", null),
                opened("u-2").prioritized(Priority.CRITICAL));

        list(agent(), "&assignee=ana&limit=1&facets=assignee,team,priority,field.asset.tag,category")
                .body("items", hasSize(1))
                .body("facets.name", contains("assignee", "team", "priority", "field.asset.tag", "category"))
                .body("facets[0].values.value", contains("ana", "ben"))
                .body("facets[0].values.count", contains(1, 1))
                .body("facets[0].none", equalTo(2))
                .body("facets[1].values.value", contains("printers"))
                .body("facets[2].values.value", contains("NORMAL"))
                .body("facets[3].values.value", contains("P-3"))
                .body("facets[4].values.value", contains("hardware", "hardware/printer"));
        list(agent(), "&not.priority=CRITICAL&facets=priority")
                .body("facets[0].values.value", contains("NORMAL", "CRITICAL"))
                .body("facets[0].values.count", contains(3, 1));
        list(requester("u-2"), "&facets=requester").body("facets[0].values.value", contains("u-2"));
        list(agent(), "").body("facets", nullValue());
        String next = list(agent(), "&limit=1&facets=status").extract().header("Link");
        assertThat(next).contains("cursor=").doesNotContain("facets");
    }

    @Test
    void pagesGoOnByAnyOrderAlsoWhereTicketsHaveNoValue() {
        Story[] stories = Stream.generate(() -> opened("u-1")).limit(7).toArray(Story[]::new);
        stories[2].resolved("a");
        stories[5].resolved("b").reopened().resolved("c");
        written(stories);

        for (String sort : List.of("resolvedAt,-number", "-resolvedAt", "-reopenCount,status,number", "heldUntil")) {
            String path = "/api/v1/tickets?limit=2&sort=" + sort + "&tag=" + tag;
            List<String> whole =
                    list(agent(), "&limit=100&sort=" + sort).extract().path("items.number");
            assertThat(whole).hasSize(7);
            String cursor = null;
            List<String> read = new ArrayList<>();
            do {
                var page = cursor == null ? agent() : agent().queryParam("cursor", cursor);
                var answer = page.get(path).then().statusCode(200).extract();
                read.addAll(answer.jsonPath().getList("items.number"));
                cursor = answer.path("nextCursor");
            } while (cursor != null);
            assertThat(read).as(sort).isEqualTo(whole);
        }
    }

    @Test
    void questionsThatAreNotUnderstoodAreRefusedWithTheReason() {
        for (String question : List.of(
                "not.nonsense=1",
                "not.=1",
                "not.not.status=NEW",
                "not.createdFrom=now",
                "field.=1",
                "field." + "x".repeat(101) + "=1",
                "fieldMin.=1",
                "fieldMin.floor=many",
                "fieldMax.floor=1e9",
                "fieldMax.floor=1&fieldMax.floor=2",
                "fieldFrom.bought=someday",
                "not.fieldMin.floor=1",
                "status=none",
                "not.status=ASLEEP",
                "vip=maybe",
                "vip=true&vip=false",
                "satisfaction=6",
                "parent=T-x",
                "followUpOf=%27%20OR%201=1",
                "createdFrom=now-7",
                "createdFrom=now-99999d",
                "createdFrom=2026-13-01",
                "createdFrom=now&createdFrom=today",
                "timeZone=Mars/Olympus",
                "timeZone=../../etc/passwd",
                "breachingWithin=PT0S",
                "breachingWithin=P9999999D",
                "breachingWithin=-PT1H",
                "reopenCountMin=-1",
                "reopenCountMax=1e9",
                "reopenCountMin=99999999999",
                "statusFrom=NEW",
                "waitingFor=eva",
                "facets=nonsense",
                "facets=approver",
                "facets=not.status",
                "facets=status,status",
                "facets=" + "status,".repeat(20),
                "sort=status;drop",
                "sort=relevance",
                "sort=%7B%24gt:1%7D",
                "tag=" + "x".repeat(256),
                "cursor=" + "A".repeat(500),
                "tag=a&".repeat(51) + "status=NEW",
                "q=%2B-%26&nonsense=*:*")) {
            agent().urlEncodingEnabled(false)
                    .get("/api/v1/tickets?" + question)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors", not(hasSize(0)));
        }
    }

    @Test
    void valuesAreValuesAndNoQueries() {
        written(opened("u-1"));

        for (String injected :
                List.of("*", "*:*", "u-1 OR status:*", "(u-1)", "[a TO z]", "u-1~", "\\", "\u0000", "\"")) {
            for (String filter :
                    List.of("requester", "assignee", "team", "organisation", "field.asset.tag", "watcher")) {
                agent().queryParam(filter, injected)
                        .queryParam("tag", tag)
                        .get("/api/v1/tickets")
                        .then()
                        .statusCode(200)
                        .body("items", hasSize(0));
            }
        }
    }

    @Test
    void aRequesterIsNotToldByAnyParameterWhatOnlyStaffKnow() {
        String me = "u-own-" + UUID.randomUUID();
        String foreigner = "u-foreign-" + UUID.randomUUID();
        Story own = opened(me)
                .ticket(new TicketEvent.TicketWatched("eva", Status.NEW))
                .ticket(new TicketEvent.TaskAdded(Ids.next(), "a task", "network", true, Status.NEW))
                .ticket(new TicketEvent.ApprovalRequested(
                        Ids.next(), "¿480 €?", List.of(new Approver("carlos", null, null, null)), 1, null, Status.NEW));
        Story foreign = opened(foreigner);
        written(own, foreign);

        for (String question : List.of(
                "watcher=eva",
                "not.watcher=eva",
                "taskTeam=network",
                "hasOpenTasks=true",
                "openTasksMin=1",
                "sort=openTasks",
                "sort=-workMinutes",
                "facets=taskTeam",
                "link=none",
                "not.parent=none",
                "asset=none",
                "procedure=none")) {
            requester(me)
                    .get("/api/v1/tickets?" + question)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("errors[0].code", equalTo("staff-only"));
        }
        list(requester(me), "&approver=carlos").body("items", hasSize(0));
        list(requester(me), "&requester=" + foreigner).body("items", hasSize(0));
        list(requester(me), "&ticket=" + foreign.number()).body("items", hasSize(0));
        list(requester(me), "&not.requester=" + me).body("items", hasSize(0));
        list(requester(me), "").body("items.number", contains(own.number()));
        list(agent(), "&watcher=eva").body("items.number", hasItem(own.number()));

        // A cursor gives no rights: one of staff is none of theirs, and one that is made up leads among their own.
        String ofStaff = list(agent(), "&limit=1").extract().path("nextCursor");
        requester(me)
                .queryParam("cursor", ofStaff)
                .get("/api/v1/tickets?limit=1&tag=" + tag)
                .then()
                .statusCode(400);
    }

    private Story opened(String requester) {
        return Story.of(requester).opened("No puedo imprimir", "b", Priority.NORMAL, List.of(tag));
    }

    private void written(Story... stories) {
        for (Story story : stories) {
            log.write(story);
        }
        for (Story story : stories) {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .untilAsserted(() -> {
                        agent().header(
                                        "Consistency-Token",
                                        new ConsistencyToken(story.ticketId(), story.version()).text())
                                .get("/api/v1/tickets?limit=1")
                                .then()
                                .statusCode(200);
                        long sla = story.told().stream()
                                .filter(event -> event instanceof LoggedEvent.OfSla)
                                .count();
                        int clocks = sla == 0 ? 0 : 1;
                        agent().get("/api/v1/tickets?ticket=" + story.ticketId())
                                .then()
                                .body("items[0].version", equalTo((int) story.version()))
                                .body("items[0].sla", hasSize(clocks));
                    });
        }
    }

    private void directory(DirectoryEntry entry) throws IOException {
        log.write(new ProducerRecord<>(
                Topics.ROUTING_DIRECTORY.name(),
                entry.key(),
                ContractJson.mapper().writeValueAsBytes(entry)));
    }

    private void assertListed(String filters, Story... expected) {
        list(agent().urlEncodingEnabled(false), filters).body("items.number", containsInAnyOrder(numbers(expected)));
    }

    private ValidatableResponse list(RequestSpecification who, String more) {
        return who.get("/api/v1/tickets?tag=" + tag + more).then().statusCode(200);
    }

    private static Object[] numbers(Story... stories) {
        return Stream.of(stories).map(Story::number).toArray();
    }

    private static RequestSpecification agent() {
        return given().auth().oauth2(Tokens.mint(Role.AGENT, "ana"));
    }

    private static RequestSpecification requester(String subject) {
        return given().auth().oauth2(Tokens.mint(Role.REQUESTER, subject));
    }
}
