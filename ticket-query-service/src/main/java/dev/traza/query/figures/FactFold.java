package dev.traza.query.figures;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.view.Fold;
import dev.traza.query.view.LoggedEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one function by which facts come to be: {@code (facts, event) → facts}. Each log decides about its own part, so it
 * does not matter in which order the logs are read, as long as each is read in its own order.
 */
public final class FactFold {

    private static final Deed CHANGED = new Deed.Changed();

    private FactFold() {}

    /** Takes one event in, unless the facts hold it already or are not yet that far. */
    public static Told evolve(TicketFacts facts, LoggedEvent event) {
        long next = facts.progress().of(event.source()) + 1;
        long sequence = event.envelope().sequence();
        if (sequence < next) {
            return new Told.Known();
        }
        if (sequence > next) {
            return new Told.TooEarly(new Fold.Gap(event.source(), next, sequence));
        }
        TicketFacts before = facts.at(facts.progress().with(event.source(), sequence));
        return new Told.Next(
                switch (event) {
                    case LoggedEvent.OfTicket(var envelope) -> after(before, envelope);
                    case LoggedEvent.OfSla(var envelope) ->
                        before.measuredIn(envelope.event().measure().calendar());
                    case LoggedEvent.OfRouting(var envelope) ->
                        switch (envelope.event()) {
                            case RoutingEvent.TicketRouted routed -> before.routed(routed.deskId(), routed.teamId());
                            case RoutingEvent.EscalationDecided _ -> before;
                        };
                });
    }

    private static TicketFacts after(TicketFacts facts, EventEnvelope<TicketEvent> envelope) {
        long at = envelope.occurredAt().toEpochMilli();
        if (!facts.isOpened()) {
            // A log that does not begin with an opening is not one of ours, and counts nowhere.
            return envelope.event() instanceof TicketEvent.TicketOpened opened
                    ? facts.in(opened.channel()).with(List.of(opening(at, opened)))
                    : facts;
        }
        Moment last = facts.moments().getLast();
        Change change = change(last.standing(), envelope);
        boolean same =
                change.standing().equals(last.standing()) && envelope.event().status() == last.status();
        if (change.deed() == null && same) {
            return facts;
        }
        List<Moment> moments = new ArrayList<>(facts.moments());
        moments.add(new Moment(
                Math.max(at, facts.began()),
                envelope.event().status(),
                change.standing(),
                change.deed() == null ? CHANGED : change.deed()));
        return facts.with(List.copyOf(moments));
    }

    private static Moment opening(long at, TicketEvent.TicketOpened opened) {
        return new Moment(
                at, opened.status(), new Standing(null, null, opened.category(), opened.priority()), new Deed.Opened());
    }

    /** @param deed absent when nothing was done that counts by itself */
    private record Change(Standing standing, @Nullable Deed deed) {}

    private static Change change(Standing now, EventEnvelope<TicketEvent> envelope) {
        return switch (envelope.event()) {
            case TicketEvent.CommentAdded comment -> new Change(now, said(comment));
            case TicketEvent.TicketAssigned assigned ->
                new Change(now.heldBy(assigned.teamId(), assigned.agentId()), null);
            case TicketEvent.TicketReleased released -> new Change(now.heldBy(released.teamId(), null), null);
            case TicketEvent.TicketClassified classified ->
                new Change(now.in(classified.after().category()), null);
            case TicketEvent.TicketPrioritized prioritized -> new Change(now.of(prioritized.priority()), null);
            case TicketEvent.TicketEscalated escalated -> new Change(now, new Deed.Escalated(escalated.kind()));
            case TicketEvent.TicketResolved resolved ->
                new Change(now, new Deed.Resolved(resolved.code(), person(envelope.actor())));
            case TicketEvent.TicketReopened _ -> new Change(now, new Deed.Reopened());
            case TicketEvent.TicketClosed closed -> new Change(now, new Deed.Closed(closed.code()));
            case TicketEvent.TicketMerged _ -> new Change(now, new Deed.Merged());
            case TicketEvent.TicketUnmerged _ -> new Change(now, new Deed.Unmerged());
            case TicketEvent.TicketRated rated -> new Change(now, new Deed.Rated(rated.score(), rated.resolution()));
            case TicketEvent.WorkLogged worked -> new Change(now, new Deed.Worked(worked.agentId(), worked.seconds()));
            // Of these at most the status counts.
            case TicketEvent.TicketOpened _,
                    TicketEvent.TicketPended _,
                    TicketEvent.TicketHeld _,
                    TicketEvent.TicketResumed _,
                    TicketEvent.TicketRevised _,
                    TicketEvent.TicketTagged _,
                    TicketEvent.TicketUntagged _,
                    TicketEvent.TicketWatched _,
                    TicketEvent.TicketUnwatched _,
                    TicketEvent.ParticipantAdded _,
                    TicketEvent.ParticipantRemoved _,
                    TicketEvent.AssetLinked _,
                    TicketEvent.AssetUnlinked _,
                    TicketEvent.TaskAdded _,
                    TicketEvent.TaskCompleted _,
                    TicketEvent.TaskCancelled _,
                    TicketEvent.TicketLinked _,
                    TicketEvent.TicketUnlinked _,
                    TicketEvent.ApprovalRequested _,
                    TicketEvent.ApprovalDecided _,
                    TicketEvent.ApprovalGranted _,
                    TicketEvent.ApprovalDenied _,
                    TicketEvent.ApprovalWithdrawn _,
                    TicketEvent.ApprovalExpired _,
                    TicketEvent.TicketSplit _,
                    TicketEvent.SplitUndone _,
                    TicketEvent.ResolutionOffered _,
                    TicketEvent.ResolutionWithdrawn _,
                    TicketEvent.ChildProgressed _,
                    TicketEvent.MergeBegun _,
                    TicketEvent.MergeAbandoned _,
                    TicketEvent.TicketAbsorbed _,
                    TicketEvent.AbsorbedTicketChanged _,
                    TicketEvent.TicketRestored _,
                    TicketEvent.ProcedureStarted _,
                    TicketEvent.ProcedureCompleted _,
                    TicketEvent.ProcedureStopped _,
                    // Texts went; what happened has happened.
                    TicketEvent.CommentRedacted _,
                    TicketEvent.PersonalDataErased _ -> new Change(now, null);
        };
    }

    private static @Nullable Deed said(TicketEvent.CommentAdded comment) {
        if (comment.visibility() == Visibility.INTERNAL) {
            return null;
        }
        return switch (comment.authorKind()) {
            case AGENT -> new Deed.Replied(comment.authorId());
            case REQUESTER -> new Deed.Asked();
            case SYSTEM -> null;
        };
    }

    private static @Nullable String person(Actor actor) {
        return actor.kind() == Actor.Kind.USER ? actor.subject() : null;
    }
}
