package dev.traza.routing;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMeasure;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
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
import dev.traza.routing.desk.Agent;
import dev.traza.routing.desk.Desk;
import dev.traza.routing.desk.Directory;
import dev.traza.routing.desk.Team;
import dev.traza.routing.rule.Condition;
import dev.traza.routing.rule.Rule;
import dev.traza.routing.rule.RuleBook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An organisation, its rules and what happens to tickets. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    public static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    public static final Desk IT = new Desk("it", "IT");
    public static final Desk HR = new Desk("hr", "Human resources");
    public static final Team HELPDESK =
            new Team("helpdesk", "Help desk", "it", 1, AssignmentStrategy.LEAST_LOADED, "sara");
    public static final Team SPECIALISTS =
            new Team("specialists", "Specialists", "it", 3, AssignmentStrategy.LEAST_LOADED, "sara");
    public static final Team HR_TEAM = new Team("hr", "Human resources", "hr", 1, AssignmentStrategy.MANUAL, null);

    public static final Directory DIRECTORY = new Directory(
            List.of(IT, HR),
            List.of(HELPDESK, SPECIALISTS, HR_TEAM),
            List.of(
                    agent("ana", "helpdesk"),
                    agent("luis", "helpdesk"),
                    agent("john", "helpdesk", "specialists"),
                    agent("carmen", "specialists"),
                    agent("mary", "hr")));

    public static final RuleBook RULES = new RuleBook(
            7,
            List.of(
                    new Rule("payroll", categories("payroll"), "hr", "hr", null, null),
                    new Rule("servers", categories("infrastructure"), "it", null, 2, Priority.HIGH),
                    new Rule("default", Condition.ALWAYS, "it", "helpdesk", null, null)),
            NOON,
            "admin");

    private Samples() {}

    public static Agent agent(String id, String... teams) {
        return new Agent(id, id, null, "es", List.of(teams), 5);
    }

    public static Condition categories(String... prefixes) {
        return new Condition(
                Set.of(), Set.of(), Set.of(prefixes), Set.of(), Set.of(), null, Set.of(), Set.of(), Set.of());
    }

    public static TicketEvent.TicketOpened opened(String number, @Nullable String category, Priority priority) {
        return new TicketEvent.TicketOpened(
                number,
                TicketType.INCIDENT,
                Channel.PORTAL,
                new Requester("u-17", "Lucía Pérez", "lucia@example.org", null, "acme", "es-MX", false),
                "No puedo imprimir",
                "La impresora del 3er piso no responde",
                category,
                Impact.LOW,
                Urgency.MEDIUM,
                priority,
                1,
                List.of("piso-3"),
                Map.of(),
                null,
                Status.NEW);
    }

    public static TicketEvent.TicketAssigned assigned(String teamId, @Nullable String agentId) {
        return new TicketEvent.TicketAssigned(teamId, agentId, null, null, AssignmentBasis.manual(), Status.OPEN);
    }

    public static TicketEvent.TicketReleased released(String teamId, String agentId) {
        return new TicketEvent.TicketReleased(teamId, agentId, "not mine", Status.OPEN);
    }

    public static TicketEvent.CommentAdded commented() {
        return new TicketEvent.CommentAdded(
                Ids.next(), "Sigue igual", Visibility.PUBLIC, AuthorKind.REQUESTER, "u-17", Channel.PORTAL, Status.NEW);
    }

    public static TicketEvent.TicketEscalated escalated(
            EscalationKind kind, int toLevel, @Nullable String teamId, EscalationCause cause) {
        return new TicketEvent.TicketEscalated(kind, 1, toLevel, teamId, "too hard", cause, Status.OPEN);
    }

    public static TicketEvent.TicketResolved resolved() {
        return new TicketEvent.TicketResolved(ResolutionCode.FIXED, "done", 1, Status.RESOLVED);
    }

    public static TicketEvent.TicketReopened reopened() {
        return new TicketEvent.TicketReopened("still broken", 1, Status.OPEN);
    }

    public static SlaEvent.SlaBreached breached() {
        return new SlaEvent.SlaBreached(
                new SlaMeasure(SlaMetric.RESOLUTION, 1, "standard", 1, "high", "office", 28_800, 28_800, NOON));
    }

    public static SlaEvent.SlaWarned warned() {
        return new SlaEvent.SlaWarned(breached().measure(), 50);
    }

    /** An event as it stands on a topic. */
    public static <E> EventEnvelope<E> envelope(UUID ticketId, long sequence, E event) {
        UUID commandId = Ids.derived(ticketId, event.getClass().getSimpleName() + sequence);
        return new EventEnvelope<>(
                Ids.derived(commandId, "0"),
                ticketId,
                sequence,
                Actor.user("u-17", Set.of(Role.REQUESTER)),
                NOON,
                NOON,
                ticketId,
                commandId,
                TRACEPARENT,
                event);
    }
}
