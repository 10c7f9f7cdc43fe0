package dev.traza.query.figures;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMeasure;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
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
import dev.traza.stack.test.PlainFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the life of one ticket: each call is one event, at the time that was said last. */
public final class Life {

    private final UUID ticketId;
    private final List<LoggedEvent> told = new ArrayList<>();
    private Instant now;
    private Status status = Status.NEW;
    private @Nullable String team;
    private long version;
    private long routed;
    private long measured;
    private int resolutions;
    private int reopenings;

    private Life(UUID ticketId, Instant begin) {
        this.ticketId = ticketId;
        this.now = begin;
    }

    public static Life at(String begin) {
        return at(Ids.next(), Instant.parse(begin));
    }

    public static Life at(UUID ticketId, Instant begin) {
        return new Life(ticketId, begin);
    }

    public UUID ticketId() {
        return ticketId;
    }

    public Status status() {
        return status;
    }

    public int resolutions() {
        return resolutions;
    }

    public long version() {
        return version;
    }

    public Instant now() {
        return now;
    }

    public List<LoggedEvent> told() {
        return List.copyOf(told);
    }

    public Life after(Duration time) {
        now = now.plus(time);
        return this;
    }

    public Life when(String time) {
        now = Instant.parse(time);
        return this;
    }

    public Life opened() {
        return opened(Channel.EMAIL, "hardware/printer", Priority.NORMAL);
    }

    public Life opened(Channel channel, @Nullable String category, Priority priority) {
        return event(new TicketEvent.TicketOpened(
                "T-" + (ticketId.getLeastSignificantBits() >>> 24),
                TicketType.INCIDENT,
                channel,
                new Requester("u-17", "Lucía Pérez", null, null, null, "es", false),
                "No puedo imprimir",
                "La impresora no responde",
                category,
                Impact.LOW,
                Urgency.HIGH,
                priority,
                1,
                List.of(),
                Map.of(),
                null,
                Status.NEW));
    }

    public Life assigned(String toTeam, @Nullable String agent) {
        team = toTeam;
        return event(new TicketEvent.TicketAssigned(
                toTeam, agent, null, null, AssignmentBasis.manual(), status == Status.NEW ? Status.OPEN : status));
    }

    public Life released() {
        return event(new TicketEvent.TicketReleased(team, null, null, status));
    }

    public Life classified(@Nullable String category) {
        return event(new TicketEvent.TicketClassified(
                new Classification(null, null, TicketType.INCIDENT, Map.of()),
                new Classification(category, null, TicketType.INCIDENT, Map.of()),
                status));
    }

    public Life prioritized(Priority priority) {
        return event(
                new TicketEvent.TicketPrioritized(Impact.LOW, Urgency.LOW, priority, Priority.NORMAL, null, status));
    }

    public Life replied(String agent) {
        return said(agent, AuthorKind.AGENT, Visibility.PUBLIC);
    }

    public Life noted(String agent) {
        return said(agent, AuthorKind.AGENT, Visibility.INTERNAL);
    }

    public Life asked() {
        status = status == Status.PENDING ? Status.OPEN : status;
        return said("u-17", AuthorKind.REQUESTER, Visibility.PUBLIC);
    }

    private Life said(String author, AuthorKind kind, Visibility visibility) {
        return event(
                new TicketEvent.CommentAdded(Ids.next(), "words", visibility, kind, author, Channel.EMAIL, status));
    }

    public Life pended() {
        return event(new TicketEvent.TicketPended(null, Status.PENDING));
    }

    public Life escalated(EscalationKind kind) {
        return event(new TicketEvent.TicketEscalated(kind, 1, 2, null, "why", EscalationCause.AGENT, status));
    }

    public Life resolved() {
        return resolved(ResolutionCode.FIXED);
    }

    public Life resolved(ResolutionCode code) {
        return event(new TicketEvent.TicketResolved(code, "so", ++resolutions, Status.RESOLVED));
    }

    public Life reopened() {
        return event(new TicketEvent.TicketReopened("again", ++reopenings, Status.OPEN));
    }

    public Life closed(ResolutionCode code) {
        return event(new TicketEvent.TicketClosed(code, null, Status.CLOSED));
    }

    public Life merged() {
        return event(new TicketEvent.TicketMerged(UUID.randomUUID(), "T-2", Status.CLOSED));
    }

    public Life unmerged(Status into) {
        return event(new TicketEvent.TicketUnmerged(UUID.randomUUID(), "T-2", null, null, into));
    }

    public Life rated(int score) {
        return event(new TicketEvent.TicketRated(score, null, resolutions, status));
    }

    public Life worked(String agent, int seconds) {
        return event(new TicketEvent.WorkLogged(agent, seconds, "repair", status));
    }

    public Life tagged() {
        return event(new TicketEvent.TicketTagged(List.of("tag"), status));
    }

    public Life erased() {
        return event(new TicketEvent.PersonalDataErased("u-17", true, List.of(), status));
    }

    public Life event(TicketEvent event) {
        status = event.status();
        told.add(new LoggedEvent.OfTicket(envelope(++version, event)));
        return this;
    }

    public Life routed(String desk, String toTeam) {
        told.add(new LoggedEvent.OfRouting(envelope(++routed, (RoutingEvent) new RoutingEvent.TicketRouted(
                "rule", 1, desk, toTeam, null, AssignmentStrategy.MANUAL, List.of(), Ids.next(), "because"))));
        return this;
    }

    public Life measuredIn(String calendar) {
        told.add(new LoggedEvent.OfSla(envelope(++measured, (SlaEvent) new SlaEvent.SlaStarted(
                new SlaMeasure(SlaMetric.RESOLUTION, 1, "standard", 1, "goal", calendar, 3600, 0, now)))));
        return this;
    }

    private <E> EventEnvelope<E> envelope(long sequence, E event) {
        return new EventEnvelope<>(
                Ids.next(),
                ticketId,
                sequence,
                Actor.user("ana", Set.of(Role.AGENT)),
                now,
                now,
                Ids.next(),
                Ids.next(),
                null,
                event);
    }

    /** The facts that it makes. */
    public TicketFacts facts() {
        return facts(ticketId, told);
    }

    static TicketFacts facts(UUID ticketId, List<LoggedEvent> events) {
        TicketFacts facts = TicketFacts.nothingYet(ticketId);
        for (LoggedEvent event : events) {
            facts = switch (FactFold.evolve(facts, event)) {
                case Told.Next(TicketFacts next) -> next;
                case Told.Known() -> facts;
                case Told.TooEarly(var gap) -> throw new IllegalStateException(gap.toString());
            };
        }
        return facts;
    }

    /** The same for those who compute figures plainly. */
    public PlainFigures.Life plain() {
        List<EventEnvelope<TicketEvent>> events = new ArrayList<>();
        List<EventEnvelope<RoutingEvent>> decisions = new ArrayList<>();
        List<EventEnvelope<SlaEvent>> clocks = new ArrayList<>();
        for (LoggedEvent event : told) {
            switch (event) {
                case LoggedEvent.OfTicket(var envelope) -> events.add(envelope);
                case LoggedEvent.OfRouting(var envelope) -> decisions.add(envelope);
                case LoggedEvent.OfSla(var envelope) -> clocks.add(envelope);
            }
        }
        return new PlainFigures.Life(events, decisions, clocks);
    }
}
