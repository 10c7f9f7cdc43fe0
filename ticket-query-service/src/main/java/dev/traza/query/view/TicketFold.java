package dev.traza.query.view;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMeasure;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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
        Instant occurredAt = envelope.occurredAt();
        Status status = envelope.event().status();
        Ticket ticket = before.with(after -> after.status(status)
                .updatedAt(envelope.recordedAt())
                .hold(status == Status.ON_HOLD ? before.hold() : null));
        Ticket.Work work = ticket.work();
        return switch (envelope.event()) {
            case TicketEvent.TicketOpened _,
                    TicketEvent.TicketPended _,
                    TicketEvent.TicketResumed _,
                    TicketEvent.MergeBegun _,
                    TicketEvent.MergeAbandoned _ -> ticket;
            case TicketEvent.TicketHeld held -> ticket.withHold(new Ticket.Hold(held.reason(), held.until()));
            case TicketEvent.CommentRedacted redacted -> Erasure.from(ticket, redacted, envelope);
            case TicketEvent.PersonalDataErased erased -> Erasure.from(ticket, erased, envelope);
            case TicketEvent.TicketMerged merged ->
                ticket.with(after -> after.merging(ticket.merging()
                                .withInto(new Ticket.Into(merged.intoId(), merged.intoNumber(), ticket.outcome())))
                        .outcome(ticket.outcome().with(outcome -> outcome.code(ResolutionCode.MERGED)
                                .closedAt(occurredAt))));
            case TicketEvent.TicketUnmerged _ -> unmerged(ticket);
            case TicketEvent.TicketAbsorbed absorbed -> absorbing(ticket, absorbed.source());
            case TicketEvent.AbsorbedTicketChanged changed -> absorbing(ticket, changed.source());
            case TicketEvent.TicketRestored restored ->
                ticket.withMerging(
                        ticket.merging().withAbsorbed(without(ticket.merging().absorbed(), source -> source.ticketId()
                                .equals(restored.sourceId()))));
            case TicketEvent.CommentAdded comment ->
                ticket.withConversation(commented(ticket.conversation(), comment, occurredAt));
            case TicketEvent.TicketAssigned assigned ->
                ticket.withTeamId(assigned.teamId()).withAssigneeId(assigned.agentId());
            case TicketEvent.TicketReleased released ->
                ticket.withTeamId(released.teamId()).withAssigneeId(null);
            case TicketEvent.TicketPrioritized prioritized ->
                ticket.withImportance(new Ticket.Importance(
                        prioritized.impact(),
                        prioritized.urgency(),
                        prioritized.priority(),
                        prioritized.overrideReason()));
            case TicketEvent.TicketEscalated escalated ->
                ticket.withLevel(escalated.toLevel()).withEscalations(ticket.escalations() + 1);
            case TicketEvent.TicketResolved resolved ->
                ticket.withOrigins(ticket.origins().withOffer(null))
                        .withOutcome(ticket.outcome().with(outcome -> outcome.code(resolved.code())
                                .text(resolved.text())
                                .resolvedAt(occurredAt)
                                .closedAt(null)));
            case TicketEvent.TicketReopened reopened ->
                ticket.withOutcome(Ticket.Outcome.OPEN.withReopenCount(reopened.reopenCount()));
            case TicketEvent.TicketClosed closed ->
                ticket.withOrigins(ticket.origins().withOffer(null))
                        .withOutcome(ticket.outcome()
                                .with(outcome -> outcome.code(closed.code()).closedAt(occurredAt)));
            case TicketEvent.TicketRevised revised ->
                ticket.withMatter(ticket.matter().with(matter -> matter.subject(
                                after(revised.subject(), ticket.matter().subject()))
                        .description(
                                after(revised.description(), ticket.matter().description()))));
            case TicketEvent.TicketClassified classified ->
                ticket.withMatter(ticket.matter()
                        .with(matter -> matter.type(classified.after().type())
                                .category(classified.after().category())
                                .customFields(classified.after().customFields())
                                .catalogItem(classified.after().catalogItem())));
            case TicketEvent.TicketTagged tagged ->
                ticket.withMatter(ticket.matter().withTags(with(ticket.matter().tags(), tagged.tags())));
            case TicketEvent.TicketUntagged untagged ->
                ticket.withMatter(
                        ticket.matter().withTags(without(ticket.matter().tags(), untagged.tags()::contains)));
            case TicketEvent.TicketWatched watched ->
                ticket.withWork(work.withWatchers(with(work.watchers(), List.of(watched.watcherId()))));
            case TicketEvent.TicketUnwatched unwatched ->
                ticket.withWork(work.withWatchers(without(work.watchers(), unwatched.watcherId()::equals)))
                        .withMerging(ticket.merging()
                                .withAbsorbed(ticket.merging().absorbed().stream()
                                        .map(source -> source.withoutWatcher(unwatched.watcherId()))
                                        .toList()));
            case TicketEvent.ParticipantAdded added ->
                ticket.withWork(work.withParticipants(
                        with(withoutPerson(work, added.participant().id()), List.of(added.participant()))));
            case TicketEvent.ParticipantRemoved removed ->
                ticket.withWork(work.withParticipants(withoutPerson(work, removed.personId())))
                        .withMerging(ticket.merging()
                                .withAbsorbed(ticket.merging().absorbed().stream()
                                        .map(source -> source.withoutParticipant(removed.personId()))
                                        .toList()));
            case TicketEvent.AssetLinked linked ->
                ticket.withWork(work.withAssets(
                        with(work.assets(), List.of(new Ticket.Asset(linked.assetId(), linked.name())))));
            case TicketEvent.AssetUnlinked unlinked ->
                ticket.withWork(work.withAssets(
                        without(work.assets(), asset -> asset.assetId().equals(unlinked.assetId()))));
            case TicketEvent.WorkLogged logged -> ticket.withWork(work.withSeconds(work.seconds() + logged.seconds()));
            case TicketEvent.TicketRated rated ->
                ticket.withWork(work.withRating(new Ticket.Rating(rated.score(), rated.comment(), rated.resolution())));
            case TicketEvent.TaskAdded added ->
                ticket.withWork(work.withTasks(with(
                        work.tasks(),
                        List.of(new Ticket.Task(
                                added.taskId(),
                                added.title(),
                                added.teamId(),
                                added.mandatory(),
                                Ticket.Task.State.OPEN)))));
            case TicketEvent.TaskCompleted completed ->
                ticket.withWork(progressed(work, completed.taskId(), Ticket.Task.State.DONE));
            case TicketEvent.TaskCancelled cancelled ->
                ticket.withWork(progressed(work, cancelled.taskId(), Ticket.Task.State.CANCELLED));
            case TicketEvent.TicketLinked linked ->
                ticket.withLinks(with(
                        without(
                                ticket.links(),
                                link -> link.is(linked.type(), linked.other().ticketId())),
                        List.of(new Ticket.Link(
                                linked.type(),
                                linked.other().ticketId(),
                                linked.other().number(),
                                linked.other().requesterId(),
                                linked.other().status()))));
            case TicketEvent.TicketUnlinked unlinked ->
                ticket.withLinks(without(ticket.links(), link -> link.is(unlinked.type(), unlinked.otherId())))
                        .withOrigins(
                                unlinked.type() == LinkType.CHILD_OF
                                        ? withoutOffer(ticket, unlinked.otherId())
                                        : ticket.origins());
            case TicketEvent.TicketSplit split ->
                ticket.withOrigins(ticket.origins()
                        .withSplits(with(
                                ticket.origins().splits(),
                                List.of(new Ticket.Split(split.commentId(), split.newTicketId())))));
            case TicketEvent.SplitUndone undone ->
                ticket.withOrigins(
                        ticket.origins().withSplits(without(ticket.origins().splits(), split -> split.ticketId()
                                .equals(undone.newTicketId()))));
            case TicketEvent.ResolutionOffered offered ->
                ticket.withOrigins(ticket.origins()
                        .withOffer(new Ticket.Offer(
                                offered.parentId(), offered.parentNumber(), offered.code(), offered.text())));
            case TicketEvent.ResolutionWithdrawn withdrawn ->
                ticket.withOrigins(withoutOffer(ticket, withdrawn.parentId()));
            case TicketEvent.ChildProgressed progressed ->
                ticket.withLinks(ticket.links().stream()
                        .map(link -> link.is(LinkType.PARENT_OF, progressed.childId())
                                ? link.in(progressed.childStatus())
                                : link)
                        .toList());
            case TicketEvent.ApprovalRequested requested ->
                ticket.withWork(work.withApprovals(with(work.approvals(), List.of(approval(requested)))));
            case TicketEvent.ApprovalDecided decided ->
                ticket.withWork(
                        approval(work, decided.approvalId(), approval -> decided(approval, decided, occurredAt)));
            case TicketEvent.ApprovalGranted granted ->
                ticket.withWork(ended(work, granted.approvalId(), Ticket.Approval.State.GRANTED));
            case TicketEvent.ApprovalDenied denied ->
                ticket.withWork(ended(work, denied.approvalId(), Ticket.Approval.State.DENIED));
            case TicketEvent.ApprovalWithdrawn withdrawn ->
                ticket.withWork(ended(work, withdrawn.approvalId(), Ticket.Approval.State.WITHDRAWN));
            case TicketEvent.ApprovalExpired expired ->
                ticket.withWork(ended(work, expired.approvalId(), Ticket.Approval.State.EXPIRED));
            case TicketEvent.ProcedureStarted started ->
                ticket.withWork(work.withProcedure(new Ticket.Procedure(
                        started.procedureId(),
                        started.itemPath(),
                        started.itemVersion(),
                        started.steps(),
                        Ticket.Procedure.State.RUNNING,
                        null,
                        null,
                        null)));
            case TicketEvent.ProcedureCompleted _ ->
                ticket.withWork(work.withProcedure(
                        procedure(work.procedure(), procedure -> procedure.withState(Ticket.Procedure.State.DONE))));
            case TicketEvent.ProcedureStopped stopped ->
                ticket.withWork(work.withProcedure(procedure(
                        work.procedure(),
                        procedure -> procedure.with(after -> after.state(Ticket.Procedure.State.STOPPED)
                                .cause(stopped.cause())
                                .stepId(stopped.stepId())
                                .reason(stopped.reason())))));
        };
    }

    private static Ticket.@Nullable Procedure procedure(
            Ticket.@Nullable Procedure procedure, UnaryOperator<Ticket.Procedure> change) {
        return procedure == null ? null : change.apply(procedure);
    }

    private static Ticket.Origins withoutOffer(Ticket ticket, UUID parentId) {
        Ticket.Offer offer = ticket.origins().offer();
        return offer != null && offer.parentId().equals(parentId)
                ? ticket.origins().withOffer(null)
                : ticket.origins();
    }

    private static Ticket.Approval approval(TicketEvent.ApprovalRequested requested) {
        return new Ticket.Approval(
                requested.approvalId(),
                requested.question(),
                requested.approvers(),
                requested.needed(),
                requested.expiresAt(),
                List.of(),
                Ticket.Approval.State.OPEN);
    }

    private static Ticket.Approval decided(
            Ticket.Approval approval, TicketEvent.ApprovalDecided decided, Instant decidedAt) {
        return approval.withVotes(with(
                approval.votes(),
                List.of(new Ticket.Approval.Vote(
                        decided.approverId(), decided.decision(), decided.comment(), decidedAt))));
    }

    private static Ticket.Work ended(Ticket.Work work, UUID approvalId, Ticket.Approval.State state) {
        return approval(work, approvalId, approval -> approval.withState(state));
    }

    private static Ticket.Work approval(Ticket.Work work, UUID approvalId, UnaryOperator<Ticket.Approval> change) {
        return work.withApprovals(work.approvals().stream()
                .map(approval -> approval.approvalId().equals(approvalId) ? change.apply(approval) : approval)
                .toList());
    }

    private static String after(TicketEvent.@Nullable Revision revision, String before) {
        return revision == null ? before : revision.after();
    }

    private static Ticket unmerged(Ticket ticket) {
        Ticket.Into into = ticket.merging().into();
        return into == null
                ? ticket
                : ticket.withOutcome(into.before()).withMerging(ticket.merging().withInto(null));
    }

    /** A ticket that is known already keeps its place. */
    private static Ticket absorbing(Ticket ticket, AbsorbedTicket source) {
        List<AbsorbedTicket> before = ticket.merging().absorbed();
        boolean known = before.stream().anyMatch(one -> one.ticketId().equals(source.ticketId()));
        return ticket.withMerging(ticket.merging()
                .withAbsorbed(
                        known
                                ? before.stream()
                                        .map(one -> one.ticketId().equals(source.ticketId()) ? source : one)
                                        .toList()
                                : with(before, List.of(source))));
    }

    private static List<Participant> withoutPerson(Ticket.Work work, String personId) {
        return without(work.participants(), participant -> participant.id().equals(personId));
    }

    private static Ticket.Work progressed(Ticket.Work work, UUID taskId, Ticket.Task.State state) {
        return work.withTasks(work.tasks().stream()
                .map(task -> task.taskId().equals(taskId) ? task.in(state) : task)
                .toList());
    }

    private static <T> List<T> with(List<T> present, List<T> more) {
        return Stream.concat(present.stream(), more.stream()).distinct().toList();
    }

    private static <T> List<T> without(List<T> present, Predicate<T> gone) {
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
                        opened.followUpOf(),
                        opened.catalogItem()),
                opened.status(),
                new Ticket.Importance(opened.impact(), opened.urgency(), opened.priority(), null),
                null,
                null,
                opened.level(),
                Ticket.Conversation.NONE.withAttachments(attached(opened.attached(), Visibility.PUBLIC, null)),
                Ticket.Outcome.OPEN,
                Ticket.Work.NONE,
                List.of(),
                Ticket.Origins.NONE.withSplitFrom(opened.splitFrom()),
                Ticket.Merging.NONE,
                envelope.occurredAt(),
                envelope.recordedAt(),
                Ticket.Erased.NOTHING,
                null,
                0);
    }

    private static Ticket.Conversation commented(
            Ticket.Conversation without, TicketEvent.CommentAdded comment, Instant occurredAt) {
        Ticket.Conversation before = without.withAttachments(
                with(without.attachments(), attached(comment.attached(), comment.visibility(), comment.commentId())));
        return switch (comment.visibility()) {
            case INTERNAL -> before.withInternalComments(before.internalComments() + 1);
            case PUBLIC ->
                before.with(after -> after.publicComments(before.publicComments() + 1)
                        .firstRespondedAt(
                                before.firstRespondedAt() == null && isFirstAnswer(comment)
                                        ? occurredAt
                                        : before.firstRespondedAt()));
        };
    }

    private static List<Ticket.Attached> attached(
            List<Attachment> attachments, Visibility visibility, @Nullable UUID commentId) {
        return attachments.stream()
                .map(attachment -> new Ticket.Attached(attachment, visibility, commentId, null))
                .toList();
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
