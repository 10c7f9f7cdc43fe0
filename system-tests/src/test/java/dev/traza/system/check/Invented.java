package dev.traza.system.check;

import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.catalog.CatalogPath;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMeasure;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import dev.traza.system.history.EventPlace;
import dev.traza.system.history.History;
import dev.traza.system.history.Log;
import dev.traza.system.history.Logged;
import dev.traza.system.history.Post;
import dev.traza.system.history.ReadModel;
import dev.traza.system.history.Seal;
import dev.traza.system.history.SeenFile;
import dev.traza.system.history.SeenKeys;
import dev.traza.system.history.SeenTicket;
import dev.traza.system.history.Store;
import dev.traza.system.load.Acknowledgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stack that does everything right, on paper: tests spoil its lists one at a time. */
final class Invented {

    static final int PARTITIONS = 12;
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    final List<Acknowledgement> acknowledgements = new ArrayList<>();
    final List<Logged<CommandEnvelope>> commands = new ArrayList<>();
    final List<Logged<CommandReply>> replies = new ArrayList<>();
    final List<Logged<EventEnvelope<TicketEvent>>> ticketEvents = new ArrayList<>();
    final List<Logged<EventEnvelope<CatalogEvent>>> catalogEvents = new ArrayList<>();
    final List<Logged<EventEnvelope<SlaEvent>>> slaEvents = new ArrayList<>();
    final List<Logged<Seal>> seals = new ArrayList<>();
    final Set<UUID> presentKeys = new HashSet<>();
    final Set<UUID> destroyedKeys = new HashSet<>();
    final List<String> unreadable = new ArrayList<>();
    final List<String> openTransactions = new ArrayList<>();
    final Set<UUID> archived = new HashSet<>();

    /** Where the store has another content than the log, or none. */
    final Map<EventPlace, Optional<Integer>> keptOtherwise = new HashMap<>();

    final List<SeenTicket> views = new ArrayList<>();
    final List<SeenTicket> listed = new ArrayList<>();
    final List<SeenFile> files = new ArrayList<>();
    final List<Post.Mail> mails = new ArrayList<>();
    final List<Post.Delivery> deliveries = new ArrayList<>();

    private final Map<String, Long> offsets = new HashMap<>();
    private final Map<Integer, Long> lastNumbers = new HashMap<>();
    private final Map<UUID, Long> versions = new HashMap<>();
    private final Map<UUID, Long> slaSequences = new HashMap<>();
    private final Map<UUID, UUID> keyOfTicket = new HashMap<>();

    /** Three tickets with a short life each; the views and lists are still to be taken with {@link #project}. */
    static Invented day() {
        Invented day = new Invented();
        for (int i = 0; i < 3; i++) {
            UUID ticket = day.opens("u-" + i);
            day.isAssigned(ticket, "help-desk", "ana");
            day.isAssigned(ticket, "help-desk", "ana"); // changes nothing, and says so
            day.comments(ticket, "u-" + i, Visibility.PUBLIC);
            day.comments(ticket, "ana", Visibility.INTERNAL);
            day.isWeighed(ticket, Priority.HIGH);
            day.escalates(ticket);
            day.isRefused(ticket);
            day.warns(ticket, 50);
            day.warns(ticket, 75);
            day.isBreached(ticket);
            day.resolves(ticket);
            day.writes("ana@example.org");
        }
        day.project();
        return day;
    }

    History history() {
        return new History(
                acknowledgements,
                new Log(
                        PARTITIONS,
                        commands,
                        replies,
                        ticketEvents,
                        catalogEvents,
                        slaEvents,
                        seals,
                        new SeenKeys(presentKeys, destroyedKeys),
                        store(),
                        openTransactions,
                        unreadable),
                new ReadModel(views, listed),
                files,
                new Post(mails, deliveries));
    }

    private Store store() {
        Map<EventPlace, Integer> logged = new HashMap<>();
        ticketEvents.forEach(event -> logged.putIfAbsent(
                new EventPlace(event.value().ticketId(), event.value().sequence()),
                event.value().eventId().hashCode()));
        Map<EventPlace, Integer> kept = new HashMap<>(logged);
        keptOtherwise.forEach((place, content) -> kept.compute(place, (_, _) -> content.orElse(null)));
        return new Store(kept, logged, archived);
    }

    /** Shows in the read model what the log says now. */
    void project() {
        Map<UUID, List<EventEnvelope<TicketEvent>>> byTicket = new java.util.LinkedHashMap<>();
        ticketEvents.forEach(event -> byTicket.computeIfAbsent(event.value().ticketId(), _ -> new ArrayList<>())
                .add(event.value()));
        views.clear();
        byTicket.values()
                .forEach(events -> views.add(
                        TicketFold.of(events, Long.MAX_VALUE).orElseThrow().seen()));
        listed.clear();
        listed.addAll(views);
    }

    UUID opens(String requester) {
        UUID ticketId = Ids.next();
        int home = TicketRef.of(ticketId).partition(PARTITIONS);
        String number = TicketNumber.of(lastNumbers.merge(home, 1L, Long::sum), home, PARTITIONS)
                .text();
        Requester person = new Requester(requester, null, requester + "@example.org", null, null, "es", false);
        carriesOut(
                ticketId,
                "POST",
                "/api/v1/tickets",
                201,
                requester,
                new TicketCommand.OpenTicket(
                        TicketType.INCIDENT,
                        Channel.PORTAL,
                        person,
                        "No puedo imprimir",
                        "Nada",
                        null,
                        Impact.LOW,
                        Urgency.MEDIUM,
                        Priority.NORMAL,
                        List.of(),
                        Map.of(),
                        null),
                new TicketEvent.TicketOpened(
                        number,
                        TicketType.INCIDENT,
                        Channel.PORTAL,
                        person,
                        "No puedo imprimir",
                        "Nada",
                        null,
                        Impact.LOW,
                        Urgency.MEDIUM,
                        Priority.NORMAL,
                        1,
                        List.of(),
                        Map.of(),
                        null,
                        Status.NEW));
        return ticketId;
    }

    /** Something happens to the catalog, this much later than everything else. */
    void happensToCatalog(CatalogEvent event, Duration later) {
        UUID id = Ids.ofCatalogItem(new CatalogPath(event.path()));
        long version = catalogEvents.stream()
                        .filter(other -> other.key().equals(event.path()))
                        .count()
                + 1;
        Instant recordedAt = NOON.plus(later);
        catalogEvents.add(new Logged<>(
                0,
                catalogEvents.size(),
                event.path(),
                new EventEnvelope<>(
                        Ids.next(),
                        id,
                        version,
                        Actor.user("marta", Set.of(Role.ADMIN)),
                        recordedAt,
                        recordedAt,
                        Ids.next(),
                        Ids.next(),
                        null,
                        event)));
    }

    void isClassified(UUID ticketId, CatalogReference item, Map<String, String> customFields) {
        Classification before = new Classification(null, null, TicketType.INCIDENT, Map.of());
        Classification after = new Classification(item.path(), item, TicketType.INCIDENT, customFields);
        carriesOut(
                ticketId,
                "PUT",
                "/api/v1/tickets/" + ticketId + "/classification",
                200,
                "ana",
                new TicketCommand.ClassifyTicket(item.path(), item, TicketType.INCIDENT, customFields),
                new TicketEvent.TicketClassified(before, after, Status.OPEN));
    }

    /** With the file handed out as it is named. */
    void attaches(UUID ticketId, Attachment file) {
        UUID commentId = Ids.next();
        carriesOut(
                ticketId,
                "POST",
                "/api/v1/tickets/" + ticketId + "/comments",
                200,
                "u-0",
                new TicketCommand.AddComment(
                        commentId,
                        "Mira",
                        Visibility.PUBLIC,
                        AuthorKind.REQUESTER,
                        Channel.PORTAL,
                        List.of(file),
                        null),
                new TicketEvent.CommentAdded(
                        commentId,
                        "Mira",
                        Visibility.PUBLIC,
                        AuthorKind.REQUESTER,
                        "u-0",
                        Channel.PORTAL,
                        List.of(file),
                        Status.OPEN));
        files.add(new SeenFile(ticketId, file.attachmentId(), file.sha256(), file.size()));
    }

    void comments(UUID ticketId, String author, Visibility visibility) {
        UUID commentId = Ids.next();
        AuthorKind kind = visibility == Visibility.PUBLIC ? AuthorKind.REQUESTER : AuthorKind.AGENT;
        carriesOut(
                ticketId,
                "POST",
                "/api/v1/tickets/" + ticketId + "/comments",
                200,
                author,
                new TicketCommand.AddComment(commentId, "Hola", visibility, kind, Channel.PORTAL),
                new TicketEvent.CommentAdded(commentId, "Hola", visibility, kind, author, Channel.PORTAL, Status.OPEN));
    }

    void isAssigned(UUID ticketId, String team, String agent) {
        boolean isAlready = ticketEvents.stream()
                .anyMatch(event -> event.value().ticketId().equals(ticketId)
                        && event.value().event() instanceof TicketEvent.TicketAssigned);
        TicketCommand wish = new TicketCommand.AssignTicket(team, agent, AssignmentBasis.manual());
        String path = "/api/v1/tickets/" + ticketId + "/assignment";
        if (isAlready) {
            carriesOut(ticketId, "PUT", path, 200, "sup", wish);
        } else {
            carriesOut(
                    ticketId,
                    "PUT",
                    path,
                    200,
                    "sup",
                    wish,
                    new TicketEvent.TicketAssigned(team, agent, null, null, AssignmentBasis.manual(), Status.OPEN));
        }
    }

    void isWeighed(UUID ticketId, Priority priority) {
        carriesOut(
                ticketId,
                "PUT",
                "/api/v1/tickets/" + ticketId + "/priority",
                200,
                "ana",
                new TicketCommand.PrioritizeTicket(null, null, priority, "Urgente"),
                new TicketEvent.TicketPrioritized(
                        Impact.LOW, Urgency.MEDIUM, priority, Priority.NORMAL, "Urgente", Status.OPEN));
    }

    /** One command with two events. */
    void escalates(UUID ticketId) {
        carriesOut(
                ticketId,
                "POST",
                "/api/v1/tickets/" + ticketId + "/escalation",
                200,
                "ana",
                new TicketCommand.EscalateTicket(
                        dev.traza.contract.ticket.EscalationKind.FUNCTIONAL,
                        2,
                        null,
                        "Difícil",
                        dev.traza.contract.ticket.EscalationCause.AGENT),
                new TicketEvent.TicketEscalated(
                        dev.traza.contract.ticket.EscalationKind.FUNCTIONAL,
                        1,
                        2,
                        null,
                        "Difícil",
                        dev.traza.contract.ticket.EscalationCause.AGENT,
                        Status.OPEN),
                new TicketEvent.TicketReleased("help-desk", "ana", "Difícil", Status.OPEN));
    }

    /** As if the other ticket had asked; the other end is for the test to make. */
    void isLinked(UUID ticketId, LinkType type, UUID otherId) {
        UUID commandId = Ids.next();
        records(
                ticketId,
                commandId,
                new TicketEvent.TicketLinked(
                        type, new LinkedTicket(otherId, "T-x", "u-x", Status.NEW), true, Status.NEW));
    }

    void resolves(UUID ticketId) {
        carriesOut(
                ticketId,
                "POST",
                "/api/v1/tickets/" + ticketId + "/resolution",
                200,
                "ana",
                new TicketCommand.ResolveTicket(ResolutionCode.FIXED, "Listo"),
                new TicketEvent.TicketResolved(ResolutionCode.FIXED, "Listo", 1, Status.RESOLVED));
    }

    void isRefused(UUID ticketId) {
        UUID commandId = Ids.next();
        logs(ticketId, commandId, "ana", new TicketCommand.ReopenTicket("¿?"));
        replies(
                ticketId,
                commandId,
                "ana",
                new CommandOutcome.Rejected(
                        RejectionCode.TRANSITION_NOT_ALLOWED,
                        "No",
                        ticketId,
                        versionOf(ticketId),
                        Status.OPEN,
                        List.of(),
                        false));
        acknowledges(commandId, "ana", "POST", "/api/v1/tickets/" + ticketId + "/reopening", 409, ticketId, null);
    }

    void warns(UUID ticketId, int percent) {
        happens(ticketId, new SlaEvent.SlaWarned(measure(), percent));
    }

    void isBreached(UUID ticketId) {
        happens(ticketId, new SlaEvent.SlaBreached(measure()));
    }

    void writes(String address) {
        String id = Ids.next().toString();
        deliveries.add(new Post.Delivery(id, 0, true));
        mails.add(new Post.Mail(address, "<" + id + "@traza>", id));
    }

    long versionOf(UUID ticketId) {
        return versions.getOrDefault(ticketId, 0L);
    }

    UUID carriesOut(
            UUID ticketId,
            String method,
            String path,
            int status,
            String subject,
            TicketCommand wish,
            TicketEvent... events) {
        UUID commandId = Ids.next();
        logs(ticketId, commandId, subject, wish);
        for (TicketEvent event : events) {
            records(ticketId, commandId, event);
        }
        Status after = events.length == 0 ? Status.OPEN : events[events.length - 1].status();
        replies(
                ticketId,
                commandId,
                subject,
                new CommandOutcome.Accepted(ticketId, "T-0", versionOf(ticketId), after, false));
        acknowledges(commandId, subject, method, path, status, ticketId, versionOf(ticketId));
        return commandId;
    }

    void records(UUID ticketId, UUID commandId, TicketEvent event) {
        long version = versions.merge(ticketId, 1L, Long::sum);
        EventEnvelope<TicketEvent> envelope = new EventEnvelope<>(
                Ids.next(),
                ticketId,
                version,
                Actor.user("ana", Set.of(Role.AGENT)),
                NOON,
                NOON,
                commandId,
                commandId,
                null,
                event);
        add("events", ticketEvents, ticketId, envelope);
        UUID keyId = keyOfTicket.computeIfAbsent(ticketId, _ -> Ids.next());
        presentKeys.add(keyId);
        add("seals", seals, ticketId, new Seal(envelope.eventId(), ticketId, version, Set.of(keyId), 0));
    }

    /** Whose ticket it is, is erased, and the log is read with what is left of the keys. */
    void isErased(UUID ticketId, String personId) {
        ticketEvents.replaceAll(event -> event.value().ticketId().equals(ticketId) ? erased(event) : event);
        UUID keyId = Objects.requireNonNull(keyOfTicket.remove(ticketId));
        presentKeys.remove(keyId);
        destroyedKeys.add(keyId);
        records(ticketId, Ids.next(), new TicketEvent.PersonalDataErased(personId, true, List.of(), Status.OPEN));
    }

    private static Logged<EventEnvelope<TicketEvent>> erased(Logged<EventEnvelope<TicketEvent>> event) {
        EventEnvelope<TicketEvent> before = event.value();
        return new Logged<>(
                event.partition(),
                event.offset(),
                event.key(),
                new EventEnvelope<>(
                        before.eventId(),
                        before.ticketId(),
                        before.sequence(),
                        before.actor(),
                        before.occurredAt(),
                        before.recordedAt(),
                        before.correlationId(),
                        before.causationId(),
                        before.traceparent(),
                        MessageCatalogue.erased(before.event(), _ -> true)));
    }

    private void happens(UUID ticketId, SlaEvent event) {
        add(
                "sla",
                slaEvents,
                ticketId,
                new EventEnvelope<>(
                        Ids.next(),
                        ticketId,
                        slaSequences.merge(ticketId, 1L, Long::sum),
                        Actor.service("sla-service"),
                        NOON,
                        NOON,
                        ticketId,
                        ticketId,
                        null,
                        event));
    }

    private static SlaMeasure measure() {
        return new SlaMeasure(SlaMetric.RESOLUTION, 1, "default", 1, "all", "office", 3600, 1800, null);
    }

    void logs(UUID ticketId, UUID commandId, String subject, TicketCommand wish) {
        add(
                "commands",
                commands,
                ticketId,
                new CommandEnvelope(
                        commandId,
                        TicketRef.of(ticketId),
                        Actor.user(subject, Set.of(Role.AGENT)),
                        NOON,
                        NOON,
                        null,
                        commandId,
                        null,
                        null,
                        3,
                        null,
                        wish));
    }

    void replies(UUID ticketId, UUID commandId, String subject, CommandOutcome outcome) {
        add("replies", replies, ticketId, new CommandReply(commandId, subject, NOON, null, outcome));
    }

    private void acknowledges(
            UUID commandId,
            String subject,
            String method,
            String path,
            int status,
            UUID ticketId,
            @Nullable Long version) {
        acknowledgements.add(new Acknowledgement(
                commandId, "k-" + commandId, subject, method, path, status, null, ticketId, version, 1, NOON, NOON));
    }

    private <T> void add(String topic, List<Logged<T>> log, UUID ticketId, T value) {
        int partition = TicketRef.of(ticketId).partition(PARTITIONS);
        long offset = offsets.merge(topic + partition, 1L, Long::sum);
        log.add(new Logged<>(partition, offset, ticketId.toString(), value));
    }
}
