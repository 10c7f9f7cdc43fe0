package dev.traza.query.view;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMeasure;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one function by which views come to be: {@code (view, event) → view}. It is pure and total, whatever a log says, so
 * that the same log gives the same views wherever and whenever it is read.
 */
public final class TicketFold {

    private TicketFold() {}

    /** Folds one event into a view, unless the view holds it already or is not yet that far. */
    public static Fold evolve(TicketView view, LoggedEvent event) {
        long next = view.progress().of(event.source()) + 1;
        long sequence = event.envelope().sequence();
        if (sequence < next) {
            return new Fold.Duplicate();
        }
        if (sequence > next) {
            return new Fold.Gap(event.source(), next, sequence);
        }
        Progress progress = view.progress().with(event.source(), sequence);
        return new Fold.Applied(
                switch (event) {
                    case LoggedEvent.OfTicket(var envelope) ->
                        new TicketView(
                                view.ticketId(), progress, ticket(view.ticket(), envelope), view.sla(), view.routing());
                    case LoggedEvent.OfSla(var envelope) ->
                        new TicketView(
                                view.ticketId(), progress, view.ticket(), clocks(view.sla(), envelope), view.routing());
                    case LoggedEvent.OfRouting(var envelope) ->
                        new TicketView(
                                view.ticketId(),
                                progress,
                                view.ticket(),
                                view.sla(),
                                routing(view.routing(), envelope));
                });
    }

    private static @Nullable Ticket ticket(@Nullable Ticket before, EventEnvelope<TicketEvent> envelope) {
        if (before == null) {
            // A log that does not begin with an opening is not one of ours, and opens no view.
            return envelope.event() instanceof TicketEvent.TicketOpened opened ? opened(opened, envelope) : null;
        }
        Ticket ticket = before.with(envelope.event().status(), envelope.recordedAt());
        Instant occurredAt = envelope.occurredAt();
        return switch (envelope.event()) {
            case TicketEvent.TicketOpened again -> ticket;
            case TicketEvent.CommentAdded comment -> ticket.with(commented(ticket.conversation(), comment, occurredAt));
            case TicketEvent.TicketAssigned assigned -> ticket.assigned(assigned.teamId(), assigned.agentId());
            case TicketEvent.TicketReleased released -> ticket.assigned(released.teamId(), null);
            case TicketEvent.TicketPended pended -> ticket;
            case TicketEvent.TicketHeld held -> ticket;
            case TicketEvent.TicketResumed resumed -> ticket;
            case TicketEvent.TicketPrioritized prioritized ->
                ticket.with(new Ticket.Importance(
                        prioritized.impact(),
                        prioritized.urgency(),
                        prioritized.priority(),
                        prioritized.overrideReason()));
            case TicketEvent.TicketEscalated escalated -> ticket.atLevel(escalated.toLevel());
            case TicketEvent.TicketResolved resolved ->
                ticket.with(new Ticket.Outcome(
                        resolved.code(),
                        resolved.text(),
                        occurredAt,
                        null,
                        ticket.outcome().reopenCount()));
            case TicketEvent.TicketReopened reopened ->
                ticket.with(new Ticket.Outcome(null, null, null, null, reopened.reopenCount()));
            case TicketEvent.TicketClosed closed ->
                ticket.with(new Ticket.Outcome(
                        closed.code(),
                        ticket.outcome().text(),
                        ticket.outcome().resolvedAt(),
                        occurredAt,
                        ticket.outcome().reopenCount()));
            case TicketEvent.TicketRevised revised ->
                ticket.with(ticket.matter()
                        .saying(
                                after(revised.subject(), ticket.matter().subject()),
                                after(revised.description(), ticket.matter().description())));
            case TicketEvent.TicketTagged tagged ->
                ticket.with(ticket.matter().tagged(with(ticket.matter().tags(), tagged.tags())));
            case TicketEvent.TicketUntagged untagged ->
                ticket.with(ticket.matter().tagged(without(ticket.matter().tags(), untagged.tags()::contains)));
            case TicketEvent.TicketWatched _,
                    TicketEvent.TicketUnwatched _,
                    TicketEvent.AssetLinked _,
                    TicketEvent.AssetUnlinked _,
                    TicketEvent.WorkLogged _,
                    TicketEvent.TicketRated _,
                    TicketEvent.TaskAdded _,
                    TicketEvent.TaskCompleted _,
                    TicketEvent.TaskCancelled _ -> ticket.with(WorkFold.evolve(ticket.work(), envelope.event()));
        };
    }

    private static String after(TicketEvent.@Nullable Revision revision, String before) {
        return revision == null ? before : revision.after();
    }

    static <T> List<T> with(List<T> present, List<T> more) {
        return Stream.concat(present.stream(), more.stream()).distinct().toList();
    }

    static <T> List<T> without(List<T> present, Predicate<T> gone) {
        return present.stream().filter(Predicate.not(gone)).toList();
    }

    private static Ticket opened(TicketEvent.TicketOpened opened, EventEnvelope<TicketEvent> envelope) {
        return new Ticket(
                new Ticket.Matter(
                        opened.number(),
                        opened.type(),
                        opened.channel(),
                        opened.requester(),
                        opened.subject(),
                        opened.description(),
                        opened.category(),
                        opened.tags(),
                        opened.customFields(),
                        opened.followUpOf()),
                opened.status(),
                new Ticket.Importance(opened.impact(), opened.urgency(), opened.priority(), null),
                null,
                null,
                opened.level(),
                Ticket.Conversation.NONE,
                Ticket.Outcome.OPEN,
                Ticket.Work.NONE,
                envelope.occurredAt(),
                envelope.recordedAt());
    }

    private static Ticket.Conversation commented(
            Ticket.Conversation before, TicketEvent.CommentAdded comment, Instant occurredAt) {
        return switch (comment.visibility()) {
            case INTERNAL ->
                new Ticket.Conversation(
                        before.publicComments(), before.internalComments() + 1, before.firstRespondedAt());
            case PUBLIC ->
                new Ticket.Conversation(
                        before.publicComments() + 1,
                        before.internalComments(),
                        before.firstRespondedAt() == null && isFirstAnswer(comment)
                                ? occurredAt
                                : before.firstRespondedAt());
        };
    }

    private static boolean isFirstAnswer(TicketEvent.CommentAdded comment) {
        return comment.visibility() == Visibility.PUBLIC && comment.authorKind() == AuthorKind.AGENT;
    }

    private static List<SlaClock> clocks(List<SlaClock> before, EventEnvelope<SlaEvent> envelope) {
        SlaMeasure measure = envelope.event().measure();
        int at = IntStream.range(0, before.size())
                .filter(i -> before.get(i).metric() == measure.metric()
                        && before.get(i).cycle() == measure.cycle())
                .findFirst()
                .orElse(before.size());
        @Nullable SlaClock old = at < before.size() ? before.get(at) : null;
        List<SlaClock> after = new ArrayList<>(before);
        SlaClock now = clock(old, envelope);
        if (old == null) {
            after.add(now);
        } else {
            after.set(at, now);
        }
        return after;
    }

    private static SlaClock clock(@Nullable SlaClock old, EventEnvelope<SlaEvent> envelope) {
        SlaClock.State before = old == null ? SlaClock.State.RUNNING : old.state();
        boolean breached = old != null && old.breached();
        List<Integer> warned = old == null ? List.of() : old.warnedPercent();
        SlaEvent event = envelope.event();
        return switch (event) {
            case SlaEvent.SlaStarted e -> read(envelope, SlaClock.State.RUNNING, breached, warned);
            case SlaEvent.SlaPaused e -> read(envelope, SlaClock.State.PAUSED, breached, warned);
            case SlaEvent.SlaResumed e -> read(envelope, SlaClock.State.RUNNING, breached, warned);
            case SlaEvent.SlaRetargeted e -> read(envelope, before, breached, warned);
            case SlaEvent.SlaWarned e ->
                read(
                        envelope,
                        before,
                        breached,
                        Stream.concat(warned.stream(), Stream.of(e.thresholdPercent()))
                                .distinct()
                                .sorted()
                                .toList());
            case SlaEvent.SlaBreached e -> read(envelope, before, true, warned);
            case SlaEvent.SlaMet e -> read(envelope, SlaClock.State.MET, breached || e.breached(), warned);
            case SlaEvent.SlaCancelled e -> read(envelope, SlaClock.State.CANCELLED, breached, warned);
        };
    }

    private static SlaClock read(
            EventEnvelope<SlaEvent> envelope, SlaClock.State state, boolean breached, List<Integer> warned) {
        SlaMeasure measure = envelope.event().measure();
        return new SlaClock(
                measure.metric(),
                measure.cycle(),
                state,
                measure.policyId(),
                measure.policyVersion(),
                measure.goal(),
                measure.calendar(),
                measure.targetSeconds(),
                measure.elapsedSeconds(),
                measure.dueAt(),
                breached,
                warned,
                envelope.occurredAt());
    }

    private static Routing routing(Routing before, EventEnvelope<RoutingEvent> envelope) {
        return switch (envelope.event()) {
            case RoutingEvent.TicketRouted routed ->
                new Routing(new Routing.Decision<>(routed, envelope.occurredAt()), before.escalated());
            case RoutingEvent.EscalationDecided escalated ->
                new Routing(before.routed(), new Routing.Decision<>(escalated, envelope.occurredAt()));
        };
    }
}
