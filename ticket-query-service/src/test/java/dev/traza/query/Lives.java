package dev.traza.query;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMeasure;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tickets with lives by chance: everything that can be asked for happens to some of them, whatever the rules may say. */
public final class Lives {

    /** Fields that some tickets have. */
    public static final List<String> FIELDS = List.of("colour", "floor", "$odd");

    /** Words, numbers and days, and what only looks like some. */
    private static final List<String> VALUES = List.of(
            "rojo",
            "azul",
            "\uD83D\uDFE2 verde",
            "=cmd",
            "3",
            "3.0",
            "-0.5",
            "12",
            "1e3",
            "2026-02-28",
            "2026-03-01",
            "2026-02-30");

    private static final AssignmentBasis BASIS = new AssignmentBasis("rule-1", 3, "because of the printer");
    private static final List<String> PEOPLE = List.of("u-1", "u-2", "u-3", "u-4");
    private static final List<String> AGENTS = List.of("ana", "ben", "eva");
    private static final List<String> TEAMS = List.of("printers", "network", "desk");
    private static final List<String> TAGS = List.of("piso-3", "vip", "=1+1", "none of it");

    private final Random random;
    private final Instant begin;
    private final Duration span;
    private final List<Story> all = new ArrayList<>();

    /** Tickets that are opened within this time from the beginning. */
    public Lives(Random random, Instant begin, Duration span) {
        this.random = random;
        this.begin = begin;
        this.span = span;
    }

    /** One more ticket, and all that has happened to it until now. */
    public Story next() {
        Story story = Story.at(any(PEOPLE), begin.plusMillis(random.nextLong(span.toMillis())));
        open(story);
        for (int i = random.nextInt(9); i > 0; i--) {
            happen(story);
        }
        all.add(story);
        return story;
    }

    /** Something more happens to a ticket. */
    public void happen(Story story) {
        Status status = any(List.of(Status.values()));
        switch (random.nextInt(22)) {
            case 0 ->
                story.ticket(new TicketEvent.TicketAssigned(any(TEAMS), any(AGENTS), null, null, BASIS, Status.OPEN));
            case 1 -> story.ticket(new TicketEvent.TicketAssigned(any(TEAMS), null, null, null, BASIS, Status.NEW));
            case 2 -> {
                String team = any(TEAMS);
                story.routed(team, any(AGENTS))
                        .ticket(new TicketEvent.TicketAssigned(team, any(AGENTS), null, null, BASIS, Status.OPEN));
            }
            case 3 ->
                story.ticket(new TicketEvent.TicketHeld(
                        any(List.of(HoldReason.values())), random.nextBoolean() ? at() : null, null, Status.ON_HOLD));
            case 4 -> story.ticket(new TicketEvent.TicketPended(null, Status.PENDING));
            case 5 -> story.prioritized(any(List.of(Priority.values())));
            case 6 ->
                story.ticket(new TicketEvent.TicketEscalated(
                        EscalationKind.FUNCTIONAL, 1, random.nextInt(5), null, "more", EscalationCause.AGENT, status));
            case 7 -> story.ticket(new TicketEvent.TicketResolved(code(), "done", 1, Status.RESOLVED));
            case 8 -> story.ticket(new TicketEvent.TicketReopened("again", 1 + random.nextInt(3), Status.OPEN));
            case 9 -> story.ticket(new TicketEvent.TicketClosed(code(), null, Status.CLOSED));
            case 10 -> story.ticket(new TicketEvent.TicketTagged(List.of(any(TAGS)), status));
            case 11 -> story.ticket(new TicketEvent.TicketWatched(any(AGENTS), status));
            case 12 ->
                story.ticket(new TicketEvent.ParticipantAdded(new Participant(any(PEOPLE), null, null, null), status));
            case 13 -> story.ticket(new TicketEvent.AssetLinked("asset-" + random.nextInt(4), null, status));
            case 14 -> story.ticket(new TicketEvent.WorkLogged("ana", random.nextInt(9000), "work", status));
            case 15 -> story.ticket(new TicketEvent.TicketRated(1 + random.nextInt(5), null, 1, status));
            case 16 -> tasks(story, status);
            case 17 -> approvals(story, status);
            case 18 -> others(story, status);
            case 19 -> clocks(story);
            case 20 ->
                story.ticket(new TicketEvent.CommentAdded(
                        Ids.next(),
                        "see the file",
                        random.nextBoolean() ? Visibility.PUBLIC : Visibility.INTERNAL,
                        AuthorKind.AGENT,
                        "ana",
                        Channel.PORTAL,
                        random.nextBoolean() ? List.of(file()) : List.of(),
                        status));
            default ->
                story.ticket(new TicketEvent.ProcedureStarted(
                        Ids.next(),
                        "hardware/laptop",
                        7,
                        List.of(new PlannedStep(
                                Ids.next(), ProcedureStep.task("order", "Pedirlo", "desk", true, List.of()))),
                        status));
        }
        if (random.nextInt(60) == 0) {
            story.ticket(new TicketEvent.PersonalDataErased("u-1", true, List.of(), status));
        }
    }

    private void open(Story story) {
        Map<String, String> fields = new HashMap<>();
        FIELDS.stream().filter(field -> random.nextInt(3) == 0).forEach(field -> fields.put(field, any(VALUES)));
        story.ticket(new TicketEvent.TicketOpened(
                story.number(),
                any(List.of(TicketType.values())),
                any(List.of(Channel.values())),
                new Requester(
                        story.requester(),
                        "Lucía Pérez",
                        null,
                        null,
                        maybe("acme", "globex", "none at all"),
                        maybe("es", "en"),
                        random.nextInt(4) == 0),
                "No puedo imprimir",
                "La impresora no responde",
                maybe("hardware", "hardware/printer", "hardware/printer/laser", "software"),
                any(List.of(Impact.values())),
                any(List.of(Urgency.values())),
                any(List.of(Priority.values())),
                random.nextInt(5),
                random.nextBoolean() ? List.of(any(TAGS)) : List.of(),
                fields,
                random.nextInt(8) == 0 ? other().ticketId() : null,
                random.nextInt(5) == 0 ? List.of(file()) : List.of(),
                Status.NEW,
                random.nextInt(3) == 0 ? new CatalogReference("hardware/printer", 3, null, null) : null,
                random.nextInt(8) == 0 ? other().ticketId() : null));
    }

    private void tasks(Story story, Status status) {
        UUID taskId = Ids.next();
        story.ticket(new TicketEvent.TaskAdded(
                taskId, "Cambiar el tóner", random.nextBoolean() ? any(TEAMS) : null, random.nextBoolean(), status));
        if (random.nextInt(3) == 0) {
            story.ticket(new TicketEvent.TaskCompleted(taskId, null, status));
        }
    }

    private void approvals(Story story, Status status) {
        UUID approvalId = Ids.next();
        String first = any(PEOPLE);
        story.ticket(new TicketEvent.ApprovalRequested(
                approvalId, "¿480 €?", List.of(approver(first), approver("eva")), 1, null, status));
        if (random.nextBoolean()) {
            story.ticket(new TicketEvent.ApprovalDecided(approvalId, first, ApprovalDecision.APPROVE, null, status));
        }
        if (random.nextInt(3) == 0) {
            story.ticket(new TicketEvent.ApprovalGranted(approvalId, status));
        }
    }

    private void others(Story story, Status status) {
        Story other = other();
        switch (random.nextInt(4)) {
            case 0 -> story.ticket(new TicketEvent.TicketMerged(other.ticketId(), other.number(), Status.CLOSED));
            case 1 ->
                story.ticket(new TicketEvent.TicketAbsorbed(
                        new AbsorbedTicket(
                                Ids.next(),
                                "T-" + (7_000_000_000L + random.nextInt(1000)),
                                List.of(new Participant(any(PEOPLE), null, null, null)),
                                List.of("eva"),
                                1),
                        null,
                        status));
            default ->
                story.ticket(new TicketEvent.TicketLinked(
                        any(List.of(LinkType.values())),
                        new LinkedTicket(other.ticketId(), other.number(), other.requester(), Status.OPEN),
                        false,
                        status));
        }
    }

    private void clocks(Story story) {
        SlaMetric metric = any(List.of(SlaMetric.values()));
        Instant due = at();
        SlaMeasure measure =
                new SlaMeasure(metric, 1, any(List.of("standard", "gold")), 1, "normal", "office", 7200, 100, due);
        story.sla(new SlaEvent.SlaStarted(measure));
        switch (random.nextInt(5)) {
            case 0 -> story.sla(new SlaEvent.SlaBreached(measure));
            case 1 -> story.sla(new SlaEvent.SlaMet(measure, random.nextBoolean()));
            case 2 -> story.sla(new SlaEvent.SlaPaused(measure, Status.PENDING));
            default -> {}
        }
    }

    private Story other() {
        return all.isEmpty() ? Story.of("u-9") : any(all);
    }

    /** Some time around those at which tickets are opened. */
    private Instant at() {
        return begin.plusMillis(random.nextLong(2 * span.toMillis()));
    }

    private Attachment file() {
        return new Attachment(Ids.next(), "0".repeat(64), "foto.jpg", "image/jpeg", 482_113);
    }

    private ResolutionCode code() {
        return any(List.of(ResolutionCode.values()));
    }

    private static Approver approver(String id) {
        return new Approver(id, null, null, null);
    }

    private @Nullable String maybe(String... some) {
        return random.nextInt(3) == 0 ? null : some[random.nextInt(some.length)];
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
