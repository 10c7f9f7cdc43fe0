package dev.traza.query;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.contract.routing.Candidate;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMeasure;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.view.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Tells the events of one ticket in order: each call is one event, later than the one before. */
public final class Story {

    /** Higher than before also where classes are loaded anew, as for tests with another configuration. */
    private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis() * 1000);

    private final UUID ticketId = Ids.next();
    private final String number = "T-" + NUMBERS.incrementAndGet();
    private final String requester;
    private final List<LoggedEvent> told = new ArrayList<>();
    private Instant now;
    private long ticket;
    private long sla;
    private long routing;

    private Story(String requester, Instant begin) {
        this.requester = requester;
        this.now = begin;
    }

    public static Story of(String requester) {
        return at(requester, Instant.parse("2026-03-02T09:00:00Z"));
    }

    public static Story at(String requester, Instant begin) {
        return new Story(requester, begin);
    }

    public UUID ticketId() {
        return ticketId;
    }

    public String number() {
        return number;
    }

    public String requester() {
        return requester;
    }

    public long version() {
        return ticket;
    }

    /** All that was told, in order. */
    public List<LoggedEvent> told() {
        return List.copyOf(told);
    }

    public LoggedEvent last() {
        return told.getLast();
    }

    public Story opened(String subject, String description) {
        return opened(subject, description, Priority.NORMAL, List.of());
    }

    public Story opened(String subject, String description, Priority priority, List<String> tags) {
        return ticket(new TicketEvent.TicketOpened(
                number,
                TicketType.INCIDENT,
                Channel.PORTAL,
                new Requester(requester, "Lucía Pérez", requester + "@example.org", null, null, "es", false),
                subject,
                description,
                "hardware/printer",
                Impact.LOW,
                Urgency.HIGH,
                priority,
                1,
                tags,
                Map.of("asset.tag", "P-3", "$odd", "1"),
                null,
                Status.NEW));
    }

    public Story assigned(String team, @Nullable String agent) {
        return ticket(new TicketEvent.TicketAssigned(
                team, agent, null, null, new AssignmentBasis("rule-1", 3, "because of the printer"), Status.OPEN));
    }

    public Story said(Visibility visibility, AuthorKind author, String body) {
        return ticket(new TicketEvent.CommentAdded(
                Ids.next(),
                body,
                visibility,
                author,
                author == AuthorKind.AGENT ? "ana" : requester,
                Channel.PORTAL,
                Status.OPEN));
    }

    public Story attached(Visibility visibility, AuthorKind author, Attachment... attachments) {
        return ticket(new TicketEvent.CommentAdded(
                Ids.next(),
                "see the file",
                visibility,
                author,
                author == AuthorKind.AGENT ? "ana" : requester,
                Channel.PORTAL,
                List.of(attachments),
                Status.OPEN));
    }

    public Story prioritized(Priority priority) {
        return ticket(new TicketEvent.TicketPrioritized(
                Impact.HIGH, Urgency.HIGH, priority, Priority.NORMAL, "the director's printer", Status.OPEN));
    }

    public Story resolved(String text) {
        return ticket(new TicketEvent.TicketResolved(ResolutionCode.FIXED, text, 1, Status.RESOLVED));
    }

    public Story reopened() {
        return ticket(new TicketEvent.TicketReopened("again", 1, Status.OPEN));
    }

    public Story closed() {
        return ticket(new TicketEvent.TicketClosed(ResolutionCode.FIXED, null, Status.CLOSED));
    }

    public Story ticket(TicketEvent event) {
        told.add(new LoggedEvent.OfTicket(envelope(++ticket, event)));
        return this;
    }

    public Story routed(String team, String agent) {
        told.add(new LoggedEvent.OfRouting(envelope(++routing, (RoutingEvent) new RoutingEvent.TicketRouted(
                "rule-1",
                3,
                "it",
                team,
                agent,
                AssignmentStrategy.LEAST_LOADED,
                List.of(new Candidate(agent, 1.5, null), new Candidate("ben", 3, "more loaded")),
                Ids.next(),
                "Printers go to " + team))));
        return this;
    }

    public Story slaStarted(SlaMetric metric, Instant dueAt) {
        return sla(new SlaEvent.SlaStarted(measure(metric, 0, dueAt)));
    }

    public Story slaWarned(SlaMetric metric, int percent) {
        return sla(new SlaEvent.SlaWarned(measure(metric, 3600, now.plusSeconds(3600)), percent));
    }

    public Story slaBreached(SlaMetric metric) {
        return sla(new SlaEvent.SlaBreached(measure(metric, 7200, now)));
    }

    public Story slaMet(SlaMetric metric, boolean breached) {
        return sla(new SlaEvent.SlaMet(measure(metric, 7000, now.plusSeconds(60)), breached));
    }

    public Story sla(SlaEvent event) {
        told.add(new LoggedEvent.OfSla(envelope(++sla, event)));
        return this;
    }

    public static SlaMeasure measure(SlaMetric metric, long elapsed, Instant dueAt) {
        return new SlaMeasure(metric, 1, "standard", 2, "normal", "office", 7200, elapsed, dueAt);
    }

    private <E> EventEnvelope<E> envelope(long sequence, E event) {
        now = now.plusSeconds(1);
        return new EventEnvelope<>(
                Ids.next(),
                ticketId,
                sequence,
                Actor.user("ana", Set.of(Role.AGENT)),
                now,
                now,
                Ids.next(),
                Ids.next(),
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                event);
    }
}
