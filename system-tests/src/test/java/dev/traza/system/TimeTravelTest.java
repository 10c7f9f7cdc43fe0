package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.system.check.AtVersion;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import dev.traza.system.history.Logged;
import dev.traza.system.history.SeenTicket;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A ticket as it was is the fold of what the log had said by then. */
@OnTraza
@Order(8)
class TimeTravelTest {

    private static final int MOMENTS = 500;

    private final Traza traza;
    private final Person agent;

    TimeTravelTest(Traza traza) {
        this.traza = traza;
        this.agent = traza.agent("ana");
    }

    @Test
    void atManyRandomMomentsTicketsAreWhatTheLogSays() {
        live();
        Map<UUID, List<EventEnvelope<TicketEvent>>> byTicket = byTicket();
        List<List<EventEnvelope<TicketEvent>>> all =
                byTicket.values().stream().filter(TimeTravelTest::isPlain).toList();
        Random random = new Random(77);
        for (int i = 0; i < MOMENTS; i++) {
            List<EventEnvelope<TicketEvent>> events = all.get(random.nextInt(all.size()));
            EventEnvelope<TicketEvent> last = events.get(random.nextInt(events.size()));
            URI ticket = traza.query("/api/v1/tickets/" + last.ticketId());

            same(agent.get(URI.create(ticket + "?atVersion=" + last.sequence())), events, last.sequence());
            Instant at = last.recordedAt().plusMillis(random.nextInt(-2, 3));
            Answer asOf = agent.get(URI.create(ticket + "?asOf=" + at));
            long then = versionAt(events, at);
            if (then == 0) {
                asOf.expect(404);
            } else {
                same(asOf, events, then);
            }
        }
    }

    @Test
    void aVersionThatNeverWasIsNotFound() {
        Answer opened = agent.post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-past", "pasado"))
                .expect(201);
        URI ticket = traza.query("/api/v1/tickets/" + opened.ticketId());
        agent.fresh(ticket, opened.consistencyToken()).expect(200);

        agent.get(URI.create(ticket + "?atVersion=1000")).expect(404);
        agent.get(URI.create(ticket + "?asOf=2001-01-01T00:00:00Z")).expect(404);
        agent.get(URI.create(ticket + "?atVersion=0")).expect(400);
        agent.get(URI.create(ticket + "?asOf=ayer")).expect(400);
        traza.requester("u-stranger").get(URI.create(ticket + "?atVersion=1")).expect(404);
    }

    @Test
    void theDifferenceOfTwoVersionsIsWhatChangedBetweenThem() {
        Answer opened = agent.post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-past", "diferencia"))
                .expect(201);
        URI command = traza.command("/api/v1/tickets/" + opened.ticketId() + "/");
        Answer changed = agent.put(command.resolve("priority"), Map.of("priority", "CRITICAL", "reason", "Junta"))
                .expect(200);
        URI ticket = traza.query("/api/v1/tickets/" + opened.ticketId());
        JsonNode difference = agent.fresh(
                        URI.create(ticket + "/difference?from=" + (changed.version() - 1) + "&to=" + changed.version()),
                        changed.consistencyToken())
                .expect(200)
                .json();

        JsonNode priority = null;
        for (JsonNode change : difference.path("changes")) {
            if (change.path("field").asText().equals("/priority")) {
                priority = change;
            }
        }
        assertThat(priority).isNotNull();
        assertThat(priority.path("after").asText()).isEqualTo("CRITICAL");
        assertThat(agent.get(URI.create(ticket + "?atVersion=" + (changed.version() - 1)))
                        .json()
                        .path("priority")
                        .asText())
                .isEqualTo(priority.path("before").asText());
    }

    private void live() {
        for (int i = 0; i < 10; i++) {
            UUID ticketId = agent.post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-past", "vida " + i))
                    .expect(201)
                    .ticketId();
            URI ticket = traza.command("/api/v1/tickets/" + ticketId + "/");
            agent.post(ticket.resolve("comments"), Tickets.publicComment("Hola"))
                    .expect(200);
            agent.put(ticket.resolve("priority"), Map.of("priority", "HIGH", "reason", "Urge"))
                    .expect(200);
            Answer last = agent.post(ticket.resolve("resolution"), Map.of("code", "FIXED", "text", "Listo"))
                    .expect(200);
            agent.fresh(traza.query("/api/v1/tickets/" + ticketId), last.consistencyToken())
                    .expect(200);
        }
    }

    private Map<UUID, List<EventEnvelope<TicketEvent>>> byTicket() {
        Map<UUID, List<EventEnvelope<TicketEvent>>> byTicket = new LinkedHashMap<>();
        for (Logged<EventEnvelope<TicketEvent>> event : traza.log().log().ticketEvents()) {
            byTicket.computeIfAbsent(event.value().ticketId(), _ -> new ArrayList<>())
                    .add(event.value());
        }
        return byTicket;
    }

    /** Counts of comments of merged tickets are those of all that are in it, which is for another test. */
    private static boolean isPlain(List<EventEnvelope<TicketEvent>> events) {
        return events.stream()
                .map(EventEnvelope::event)
                .noneMatch(event -> event instanceof TicketEvent.TicketAbsorbed
                        || event instanceof TicketEvent.CommentRedacted
                        || event instanceof TicketEvent.PersonalDataErased);
    }

    /** How far the log had come: up to its first later event, whatever comes after it. */
    private static long versionAt(List<EventEnvelope<TicketEvent>> events, Instant at) {
        return events.stream()
                .takeWhile(event -> !event.recordedAt().isAfter(at))
                .count();
    }

    private static void same(Answer answer, List<EventEnvelope<TicketEvent>> events, long version) {
        JsonNode shown = answer.expect(200).json();
        SeenTicket expected = AtVersion.of(events, version).orElseThrow();
        assertThat(shown.path("version").asLong()).isEqualTo(expected.version());
        assertThat(shown.path("status").asText()).isEqualTo(expected.status().name());
        assertThat(shown.path("priority").asText())
                .isEqualTo(expected.priority().name());
        assertThat(shown.path("subject").asText()).isEqualTo(expected.subject());
        assertThat(shown.path("level").asInt()).isEqualTo(expected.level());
        assertThat(shown.path("commentCount").asInt()).isEqualTo(expected.comments());
        assertThat(shown.path("team").asText("")).isEqualTo(Objects.requireNonNullElse(expected.teamId(), ""));
        assertThat(shown.path("assignee").asText("")).isEqualTo(Objects.requireNonNullElse(expected.assigneeId(), ""));
    }
}
