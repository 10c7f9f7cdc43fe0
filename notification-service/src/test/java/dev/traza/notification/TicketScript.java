package dev.traza.notification;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMeasure;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the story of one ticket, event by event, as the command service would put it on record. */
public final class TicketScript {

    private final UUID ticketId = Ids.next();
    private final String number = "T-" + (1000 + Math.floorMod(ticketId.getLeastSignificantBits(), 900_000L));
    private final Requester requester;
    private String subject = "No puedo imprimir";
    private Instant now = Instant.now();
    private long version;
    private long slaSequence;

    /** A ticket of this requester. */
    public TicketScript(Requester requester) {
        this.requester = requester;
    }

    /** A requester with everything a mail needs. */
    public static Requester person(
            String id, @Nullable String name, @Nullable String email, @Nullable String language) {
        return new Requester(id, name, email, null, null, language, false);
    }

    /** An agent as actor. */
    public static Actor agent(String id) {
        return Actor.user(id, Set.of(Role.AGENT));
    }

    /** A requester as actor. */
    public static Actor requesterActor(String id) {
        return Actor.user(id, Set.of(Role.REQUESTER));
    }

    public UUID ticketId() {
        return ticketId;
    }

    public String number() {
        return number;
    }

    public TicketScript about(String newSubject) {
        subject = newSubject;
        return this;
    }

    /** Everything from here on was put on record at this time. */
    public TicketScript at(Instant time) {
        now = time;
        return this;
    }

    public EventEnvelope<TicketEvent> opened() {
        return opened(requesterActor(requester.id()));
    }

    public EventEnvelope<TicketEvent> opened(Actor by) {
        return ticketEvent(
                by,
                new TicketEvent.TicketOpened(
                        number,
                        TicketType.INCIDENT,
                        Channel.PORTAL,
                        requester,
                        subject,
                        "La impresora del 3er piso no responde",
                        "hardware/printer",
                        Impact.LOW,
                        Urgency.HIGH,
                        Priority.NORMAL,
                        1,
                        List.of(),
                        Map.of(),
                        null,
                        Status.NEW));
    }

    public EventEnvelope<TicketEvent> assigned(Actor by, String teamId, @Nullable String agentId) {
        return assigned(by, teamId, agentId, null);
    }

    public EventEnvelope<TicketEvent> assigned(
            Actor by, String teamId, @Nullable String agentId, @Nullable String previousAgentId) {
        return ticketEvent(
                by,
                new TicketEvent.TicketAssigned(
                        teamId,
                        agentId,
                        null,
                        previousAgentId,
                        new AssignmentBasis("printers", 1, "The rule for printers chose this team"),
                        Status.OPEN));
    }

    public EventEnvelope<TicketEvent> commented(Actor by, AuthorKind kind, Visibility visibility, String body) {
        return ticketEvent(
                by,
                new TicketEvent.CommentAdded(
                        Ids.next(), body, visibility, kind, authorOf(kind, by), Channel.PORTAL, Status.OPEN));
    }

    public EventEnvelope<TicketEvent> attached(Actor by, AuthorKind kind, String body, String fileName) {
        return ticketEvent(
                by,
                new TicketEvent.CommentAdded(
                        Ids.next(),
                        body,
                        Visibility.PUBLIC,
                        kind,
                        authorOf(kind, by),
                        Channel.PORTAL,
                        List.of(new Attachment(Ids.next(), "0".repeat(64), fileName, "image/png", 12)),
                        Status.OPEN));
    }

    /** What an agent types in for somebody are the requester's words. */
    private String authorOf(AuthorKind kind, Actor by) {
        return kind == AuthorKind.REQUESTER && by.isStaff() ? requester.id() : by.subject();
    }

    public EventEnvelope<TicketEvent> joined(String personId, @Nullable String name) {
        return ticketEvent(
                agent("ana"),
                new TicketEvent.ParticipantAdded(
                        new Participant(personId, name, personId + "@example.org", "es"), Status.OPEN));
    }

    public EventEnvelope<TicketEvent> watched(String watcherId) {
        return ticketEvent(agent("ana"), new TicketEvent.TicketWatched(watcherId, Status.OPEN));
    }

    public EventEnvelope<TicketEvent> left(String personId) {
        return ticketEvent(agent("ana"), new TicketEvent.ParticipantRemoved(personId, Status.OPEN));
    }

    public EventEnvelope<TicketEvent> resolved(Actor by, String text) {
        return ticketEvent(by, new TicketEvent.TicketResolved(ResolutionCode.FIXED, text, 1, Status.RESOLVED));
    }

    public EventEnvelope<TicketEvent> reopened(Actor by, String reason) {
        return ticketEvent(by, new TicketEvent.TicketReopened(reason, 1, Status.OPEN));
    }

    public EventEnvelope<SlaEvent> warned(int percent) {
        return slaEvent(new SlaEvent.SlaWarned(measure(), percent));
    }

    public EventEnvelope<SlaEvent> breached() {
        return slaEvent(new SlaEvent.SlaBreached(measure()));
    }

    public EventEnvelope<TicketEvent> ticketEvent(Actor by, TicketEvent event) {
        return envelope(by, ++version, event);
    }

    private EventEnvelope<SlaEvent> slaEvent(SlaEvent event) {
        return envelope(Actor.service("sla-service"), ++slaSequence, event);
    }

    private SlaMeasure measure() {
        return new SlaMeasure(
                SlaMetric.RESOLUTION, 1, "standard", 1, "normal", "office", 28_800, 21_600, now.plusSeconds(7_200));
    }

    private <E> EventEnvelope<E> envelope(Actor by, long sequence, E event) {
        UUID commandId = Ids.next();
        return new EventEnvelope<>(
                Ids.derived(commandId, event.getClass().getSimpleName()),
                ticketId,
                sequence,
                by,
                now,
                now,
                commandId,
                commandId,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                event);
    }
}
