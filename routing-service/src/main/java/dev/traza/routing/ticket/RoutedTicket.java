package dev.traza.routing.ticket;

import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What routing knows of a ticket.
 *
 * <p>A decision names the version it was made on, and its command is carried out on no other. So when the next event is
 * not the one that the command asked for, the command has been or will be refused, what is owed is still owed, and the
 * next decision is made on the new version. That is also why old events, read again, can place no ticket a second time.
 *
 * @param version of the last ticket event applied; 0 before the first
 * @param slaSequence of the last service-level event applied; 0 before the first
 * @param facts absent until the ticket's first event has been seen
 */
public record RoutedTicket(
        UUID ticketId,
        long version,
        long slaSequence,
        @Nullable TicketFacts facts,
        Standing standing,
        Owed owed) {

    private static final int FIRST_LINE = 1;

    /** A ticket of which nothing has been heard. */
    public static RoutedTicket unheardOf(UUID ticketId) {
        return new RoutedTicket(ticketId, 0, 0, null, Standing.UNKNOWN, Owed.NOTHING);
    }

    /** After this event; unchanged when it was applied before. */
    public RoutedTicket after(long eventVersion, TicketEvent event) {
        if (eventVersion <= version) {
            return this;
        }
        return new RoutedTicket(
                ticketId, eventVersion, slaSequence, factsAfter(event), standingAfter(event), owedAfter(event));
    }

    /**
     * After this service-level event; unchanged when it was applied before. A breach may be heard of before the ticket
     * itself, since it comes on another topic; it is then kept until the ticket is known.
     *
     * @param answered whether routing has decided on this event before
     */
    public RoutedTicket after(long eventSequence, UUID eventId, SlaEvent event, boolean answered) {
        if (eventSequence <= slaSequence) {
            return this;
        }
        boolean known = facts != null;
        boolean escalates = event instanceof SlaEvent.SlaBreached && !answered && (standing.open() || !known);
        return new RoutedTicket(
                ticketId,
                version,
                eventSequence,
                facts,
                standing,
                escalates
                        ? owed.with(new Breach(
                                eventId,
                                event.measure().metric(),
                                event.measure().targetSeconds(),
                                0))
                        : owed);
    }

    /** Who has the ticket and therefore carries its weight; absent when nobody does, or it is done. */
    public @Nullable String carriedBy() {
        return standing.open() ? standing.agentId() : null;
    }

    /** Need not be given to anybody. */
    public RoutedTicket placed() {
        return owing(owed.with((Placing) null));
    }

    /** A placement was decided, and a command was or will be sent. */
    public RoutedTicket placementTried(@Nullable String agentId) {
        Placing placing = owed.placing();
        return owing(owed.with(placing == null ? null : placing.triedAgain()).promised(agentId));
    }

    /** An escalation because of the oldest breach was decided, and a command was or will be sent. */
    public RoutedTicket escalationTried() {
        return owing(owed.oldestBreachTriedAgain());
    }

    /** The oldest breach leads to nothing more. */
    public RoutedTicket withoutOldestBreach() {
        return owing(owed.withoutOldestBreach());
    }

    private RoutedTicket owing(Owed newOwed) {
        return new RoutedTicket(ticketId, version, slaSequence, facts, standing, newOwed);
    }

    private Standing standingAfter(TicketEvent event) {
        return switch (event) {
            case TicketEvent.TicketOpened opened -> new Standing(true, opened.priority(), opened.level(), null, null);
            case TicketEvent.TicketAssigned assigned -> standing.given(assigned.teamId(), assigned.agentId());
            case TicketEvent.TicketReleased released ->
                standing.given(released.teamId() == null ? standing.teamId() : released.teamId(), null);
            case TicketEvent.TicketPrioritized prioritized -> standing.with(prioritized.priority());
            case TicketEvent.TicketEscalated escalated -> standing.atLevel(escalated.toLevel());
            case TicketEvent.TicketReopened reopened -> standing.with(true);
            case TicketEvent.TicketResolved resolved -> standing.with(false);
            case TicketEvent.TicketClosed closed -> standing.with(false);
            // It goes on in another ticket, whose agent carries that one.
            case TicketEvent.TicketMerged merged -> standing.with(false);
            case TicketEvent.TicketUnmerged unmerged -> standing.with(isOpen(unmerged.status()));
            case TicketEvent.MergeBegun nothing -> standing;
            case TicketEvent.MergeAbandoned nothing -> standing;
            case TicketEvent.TicketAbsorbed nothing -> standing;
            case TicketEvent.AbsorbedTicketChanged nothing -> standing;
            case TicketEvent.TicketRestored nothing -> standing;
            case TicketEvent.CommentAdded comment -> standing;
            case TicketEvent.TicketPended pended -> standing;
            case TicketEvent.TicketHeld held -> standing;
            case TicketEvent.TicketResumed resumed -> standing;
            case TicketEvent.TicketClassified nothing -> standing;
            case TicketEvent.TicketRevised nothing -> standing;
            case TicketEvent.TicketTagged nothing -> standing;
            case TicketEvent.TicketUntagged nothing -> standing;
            case TicketEvent.TicketWatched nothing -> standing;
            case TicketEvent.TicketUnwatched nothing -> standing;
            case TicketEvent.ParticipantAdded nothing -> standing;
            case TicketEvent.ParticipantRemoved nothing -> standing;
            case TicketEvent.AssetLinked nothing -> standing;
            case TicketEvent.AssetUnlinked nothing -> standing;
            case TicketEvent.WorkLogged nothing -> standing;
            case TicketEvent.TicketRated nothing -> standing;
            case TicketEvent.TaskAdded nothing -> standing;
            case TicketEvent.TaskCompleted nothing -> standing;
            case TicketEvent.TaskCancelled nothing -> standing;
            case TicketEvent.TicketLinked nothing -> standing;
            case TicketEvent.TicketUnlinked nothing -> standing;
            case TicketEvent.ApprovalRequested nothing -> standing;
            case TicketEvent.ApprovalDecided nothing -> standing;
            case TicketEvent.ApprovalGranted nothing -> standing;
            case TicketEvent.ApprovalDenied nothing -> standing;
            case TicketEvent.ApprovalWithdrawn nothing -> standing;
            case TicketEvent.ApprovalExpired nothing -> standing;
            case TicketEvent.ProcedureStarted nothing -> standing;
            case TicketEvent.ProcedureCompleted nothing -> standing;
            case TicketEvent.ProcedureStopped nothing -> standing;
            case TicketEvent.TicketSplit nothing -> standing;
            case TicketEvent.SplitUndone nothing -> standing;
            case TicketEvent.CommentRedacted nothing -> standing;
            case TicketEvent.PersonalDataErased nothing -> standing;
            case TicketEvent.ResolutionOffered nothing -> standing;
            case TicketEvent.ResolutionWithdrawn nothing -> standing;
            case TicketEvent.ChildProgressed nothing -> standing;
        };
    }

    private Owed owedAfter(TicketEvent event) {
        return switch (event) {
            case TicketEvent.TicketOpened opened -> owed.with(new Placing(Placing.Reason.OPENED, null, 0));
            case TicketEvent.TicketReopened reopened -> owed.with(new Placing(Placing.Reason.REOPENED, null, 0));
            case TicketEvent.TicketAssigned assigned ->
                owed.with((Placing) null).promised(null);
            // Whoever put it back had a reason: it waits until somebody takes it.
            case TicketEvent.TicketReleased released ->
                owed.with((Placing) null).promised(null);
            case TicketEvent.TicketEscalated escalated -> {
                Owed left = escalated.cause() == EscalationCause.SLA ? owed.withoutOldestBreach() : owed;
                yield escalated.kind() == EscalationKind.FUNCTIONAL
                        ? left.with(new Placing(Placing.Reason.ESCALATED, escalated.teamId(), 0))
                        : left;
            }
            case TicketEvent.TicketClassified classified ->
                mayBelongElsewhere() ? owed.with(new Placing(Placing.Reason.CLASSIFIED, null, 0)) : owed;
            case TicketEvent.TicketResolved resolved -> Owed.NOTHING;
            case TicketEvent.TicketClosed closed -> Owed.NOTHING;
            case TicketEvent.TicketMerged merged -> Owed.NOTHING;
            // Who had it has it again; what nobody had is placed like a new ticket.
            case TicketEvent.TicketUnmerged unmerged ->
                isOpen(unmerged.status()) && standing.teamId() == null
                        ? owed.with(new Placing(Placing.Reason.OPENED, null, 0))
                        : owed;
            case TicketEvent.MergeBegun nothing -> owed;
            case TicketEvent.MergeAbandoned nothing -> owed;
            case TicketEvent.TicketAbsorbed nothing -> owed;
            case TicketEvent.AbsorbedTicketChanged nothing -> owed;
            case TicketEvent.TicketRestored nothing -> owed;
            case TicketEvent.TicketPrioritized prioritized -> owed;
            case TicketEvent.CommentAdded comment -> owed;
            case TicketEvent.TicketPended pended -> owed;
            case TicketEvent.TicketHeld held -> owed;
            case TicketEvent.TicketResumed resumed -> owed;
            case TicketEvent.TicketRevised nothing -> owed;
            case TicketEvent.TicketTagged nothing -> owed;
            case TicketEvent.TicketUntagged nothing -> owed;
            case TicketEvent.TicketWatched nothing -> owed;
            case TicketEvent.TicketUnwatched nothing -> owed;
            case TicketEvent.ParticipantAdded nothing -> owed;
            case TicketEvent.ParticipantRemoved nothing -> owed;
            case TicketEvent.AssetLinked nothing -> owed;
            case TicketEvent.AssetUnlinked nothing -> owed;
            case TicketEvent.WorkLogged nothing -> owed;
            case TicketEvent.TicketRated nothing -> owed;
            case TicketEvent.TaskAdded nothing -> owed;
            case TicketEvent.TaskCompleted nothing -> owed;
            case TicketEvent.TaskCancelled nothing -> owed;
            case TicketEvent.TicketLinked nothing -> owed;
            case TicketEvent.TicketUnlinked nothing -> owed;
            case TicketEvent.ApprovalRequested nothing -> owed;
            case TicketEvent.ApprovalDecided nothing -> owed;
            case TicketEvent.ApprovalGranted nothing -> owed;
            case TicketEvent.ApprovalDenied nothing -> owed;
            case TicketEvent.ApprovalWithdrawn nothing -> owed;
            case TicketEvent.ApprovalExpired nothing -> owed;
            case TicketEvent.ProcedureStarted nothing -> owed;
            case TicketEvent.ProcedureCompleted nothing -> owed;
            case TicketEvent.ProcedureStopped nothing -> owed;
            case TicketEvent.TicketSplit nothing -> owed;
            case TicketEvent.SplitUndone nothing -> owed;
            case TicketEvent.CommentRedacted nothing -> owed;
            case TicketEvent.PersonalDataErased nothing -> owed;
            case TicketEvent.ResolutionOffered nothing -> owed;
            case TicketEvent.ResolutionWithdrawn nothing -> owed;
            case TicketEvent.ChildProgressed nothing -> owed;
        };
    }

    private @Nullable TicketFacts factsAfter(TicketEvent event) {
        if (event instanceof TicketEvent.TicketOpened opened) {
            return factsOf(opened);
        }
        return facts != null && event instanceof TicketEvent.TicketClassified classified
                ? facts.classified(classified.after())
                : facts;
    }

    /**
     * Whether a ticket of another kind may belong into another queue. Whoever works on it keeps it, and what was escalated
     * stays there; what has yet to be placed will be, by what it is now.
     */
    private boolean mayBelongElsewhere() {
        return standing.open()
                && standing.agentId() == null
                && standing.level() <= FIRST_LINE
                && owed.placing() == null;
    }

    private static boolean isOpen(Status status) {
        return status != Status.RESOLVED && status != Status.CLOSED;
    }

    private static TicketFacts factsOf(TicketEvent.TicketOpened opened) {
        Requester requester = opened.requester();
        return new TicketFacts(
                opened.number(),
                opened.type(),
                opened.channel(),
                requester.id(),
                requester.organisation(),
                requester.language(),
                requester.vip(),
                opened.category(),
                opened.tags(),
                TicketFacts.deskOf(opened.catalogItem()));
    }
}
