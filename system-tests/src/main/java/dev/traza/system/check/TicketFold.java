package dev.traza.system.check;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Urgency;
import dev.traza.system.history.SeenTicket;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket's events say of it. It shares no code with the services, so that they cannot be wrong in the same way.
 *
 * @param comments public and internal together
 */
@RecordBuilder
record TicketFold(
        UUID ticketId,
        TicketEvent.TicketOpened opened,
        long version,
        Status status,
        Impact impact,
        Urgency urgency,
        Priority priority,
        @Nullable String teamId,
        @Nullable String agentId,
        int level,
        int comments,
        Classification classification,
        Content content,
        Merge merge)
        implements TicketFoldBuilder.With {

    /** Of a ticket whose last procedure was stopped. */
    private static final String STOPPED = "procedure stopped";

    /**
     * What the ticket says and what was noted on it.
     *
     * @param marks tags, watchers, participants, assets, tasks, links and approvals, each as a text
     */
    @RecordBuilder
    record Content(String subject, String description, Set<String> marks) implements TicketFoldContentBuilder.With {

        Content marked(Stream<String> more) {
            return withMarks(Stream.concat(marks.stream(), more).collect(Collectors.toSet()));
        }

        Content unmarked(Stream<String> gone) {
            Set<String> left = new HashSet<>(marks);
            gone.forEach(left::remove);
            return withMarks(left);
        }

        boolean hasParticipant(String personId) {
            return marks.stream().anyMatch(mark -> mark.startsWith(participantMark(personId)));
        }

        Content withoutParticipant(String personId) {
            return unmarked(marks.stream().filter(mark -> mark.startsWith(participantMark(personId))));
        }

        Content revised(TicketEvent.TicketRevised revised) {
            return new Content(
                    revised.subject() == null ? subject : revised.subject().after(),
                    revised.description() == null
                            ? description
                            : revised.description().after(),
                    marks);
        }
    }

    /**
     * Its part in what was merged.
     *
     * @param begun whether another ticket was asked and has not said yet
     * @param into the ticket in which it goes on
     * @param absorbed what goes on in it, and for how many tickets each stands
     */
    record Merge(boolean begun, @Nullable UUID into, Map<UUID, Integer> absorbed) {

        Merge with(AbsorbedTicket source) {
            Map<UUID, Integer> more = new HashMap<>(absorbed);
            more.put(source.ticketId(), source.tickets());
            return new Merge(begun, into, more);
        }

        Merge without(UUID sourceId) {
            Map<UUID, Integer> left = new HashMap<>(absorbed);
            left.remove(sourceId);
            return new Merge(begun, into, left);
        }

        int tickets() {
            return 1 + absorbed.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * The fold of a ticket's events up to a version, in the order of their versions.
     *
     * @return empty if the first is no opening
     */
    static Optional<TicketFold> of(List<EventEnvelope<TicketEvent>> events, long upTo) {
        if (events.isEmpty()
                || events.getFirst().sequence() > upTo
                || !(events.getFirst().event() instanceof TicketEvent.TicketOpened opened)) {
            return Optional.empty();
        }
        TicketFold fold = new TicketFold(
                events.getFirst().ticketId(),
                opened,
                events.getFirst().sequence(),
                opened.status(),
                opened.impact(),
                opened.urgency(),
                opened.priority(),
                null,
                null,
                opened.level(),
                0,
                new Classification(opened.category(), opened.catalogItem(), opened.type(), opened.customFields()),
                new Content(
                        opened.subject(),
                        opened.description(),
                        opened.tags().stream().map(TicketFold::tag).collect(Collectors.toSet())),
                new Merge(false, null, Map.of()));
        for (EventEnvelope<TicketEvent> event : events.subList(1, events.size())) {
            if (event.sequence() > upTo) {
                break;
            }
            fold = fold.after(event);
        }
        return Optional.of(fold);
    }

    /** What the read model has to show. */
    SeenTicket seen() {
        return new SeenTicket(
                ticketId,
                opened.number(),
                version,
                status,
                priority,
                teamId,
                agentId,
                level,
                opened.requester().id(),
                content.subject,
                comments);
    }

    /**
     * Whether the ticket already is as the command wants it, so that the command may be carried out without
     * events. A step in the ticket's life is refused when it is made already; it never passes in silence.
     *
     * @param subject who wants it
     */
    boolean isAlready(TicketCommand wish, String subject) {
        return switch (wish) {
            case TicketCommand.OpenTicket _ -> false;
            case TicketCommand.AddComment _ -> false;
            case TicketCommand.AssignTicket assign ->
                assign.teamId().equals(teamId) && Objects.equals(assign.agentId(), agentId);
            case TicketCommand.TakeTicket _ -> subject.equals(agentId);
            case TicketCommand.ReleaseTicket _ -> agentId == null;
            case TicketCommand.PrioritizeTicket prioritize ->
                prioritize.priority() == priority
                        && (prioritize.impact() == null || prioritize.impact() == impact)
                        && (prioritize.urgency() == null || prioritize.urgency() == urgency);
            case TicketCommand.WaitForRequester _,
                    TicketCommand.HoldTicket _,
                    TicketCommand.ResumeTicket _,
                    TicketCommand.EscalateTicket _,
                    TicketCommand.ResolveTicket _,
                    TicketCommand.ReopenTicket _,
                    TicketCommand.CloseTicket _,
                    TicketCommand.LogWork _,
                    TicketCommand.RateTicket _,
                    TicketCommand.MergeTicket _,
                    TicketCommand.UnmergeTicket _,
                    TicketCommand.RecallAnswer _ -> false;
            case TicketCommand.ReviseTicket revise ->
                (revise.subject() == null || revise.subject().equals(content.subject))
                        && (revise.description() == null || revise.description().equals(content.description));
            case TicketCommand.ClassifyTicket classify ->
                classification.equals(new Classification(
                        classify.category(),
                        classify.catalogItem(),
                        classify.type() == null ? classification.type() : classify.type(),
                        classify.customFields()));
            case TicketCommand.TagTicket wanted ->
                wanted.tags().stream().map(TicketFold::tag).allMatch(content.marks::contains);
            case TicketCommand.UntagTicket unwanted ->
                unwanted.tags().stream().map(TicketFold::tag).noneMatch(content.marks::contains);
            case TicketCommand.WatchTicket watch -> content.marks.contains(watcher(watch.watcherId()));
            case TicketCommand.UnwatchTicket unwatch -> !content.marks.contains(watcher(unwatch.watcherId()));
            case TicketCommand.AddParticipant add -> content.marks.contains(participant(add.participant()));
            case TicketCommand.RemoveParticipant remove -> !content.hasParticipant(remove.personId());
            case TicketCommand.LinkAsset link -> content.marks.contains(asset(link.assetId()));
            case TicketCommand.UnlinkAsset unlink -> !content.marks.contains(asset(unlink.assetId()));
            case TicketCommand.AddTask add -> content.marks.contains("task " + add.taskId());
            case TicketCommand.CompleteTask complete -> content.marks.contains("done " + complete.taskId());
            case TicketCommand.CancelTask cancel -> content.marks.contains("cancelled " + cancel.taskId());
            case TicketCommand.LinkTicket link -> isLinked(link.type(), link.other());
            case TicketCommand.UnlinkTicket unlink -> !isLinked(unlink.type(), unlink.other());
            // Steps of what was asked of another ticket: that both ends agree is looked at for itself.
            case TicketCommand.SplitTicket _ -> opened.splitFrom() != null; // answered by the new ticket
            case TicketCommand.ResolveAsParent _ -> false;
            case TicketCommand.RedactComment redact -> content.marks.contains("redacted " + redact.commentId());
            case TicketCommand.UndoSplit _,
                    TicketCommand.ErasePersonalData _,
                    TicketCommand.OfferResolution _,
                    TicketCommand.WithdrawOffer _,
                    TicketCommand.NoteChildProgress _,
                    TicketCommand.MirrorLink _,
                    TicketCommand.ConfirmLink _,
                    TicketCommand.RefuseLink _,
                    TicketCommand.MirrorUnlink _,
                    TicketCommand.AbsorbTicket _,
                    TicketCommand.FinishMerge _,
                    TicketCommand.AbandonMerge _,
                    TicketCommand.RestoreTicket _,
                    TicketCommand.ChangeAbsorbedTicket _ -> true;
            case TicketCommand.RequestApproval request -> content.marks.contains("approval " + request.approvalId());
            case TicketCommand.DecideApproval decide ->
                content.marks.contains(vote(decide.approvalId(), subject, decide.decision()));
            case TicketCommand.WithdrawApproval withdraw ->
                content.marks.contains("withdrawn " + withdraw.approvalId());
            case TicketCommand.StopProcedure _ -> content.marks.contains(STOPPED);
        };
    }

    private TicketFold after(EventEnvelope<TicketEvent> envelope) {
        TicketFold next =
                withVersion(envelope.sequence()).withStatus(envelope.event().status());
        return switch (envelope.event()) {
            case TicketEvent.TicketOpened _ -> next;
            case TicketEvent.CommentAdded _ -> next.withComments(comments + 1);
            case TicketEvent.TicketAssigned assigned ->
                next.withTeamId(assigned.teamId()).withAgentId(assigned.agentId());
            case TicketEvent.TicketReleased released ->
                next.withTeamId(released.teamId()).withAgentId(null);
            case TicketEvent.TicketPended _ -> next;
            case TicketEvent.TicketHeld _ -> next;
            case TicketEvent.TicketResumed _ -> next;
            case TicketEvent.TicketPrioritized weighed ->
                next.with(fold ->
                        fold.impact(weighed.impact()).urgency(weighed.urgency()).priority(weighed.priority()));
            case TicketEvent.TicketEscalated escalated -> next.withLevel(escalated.toLevel());
            case TicketEvent.TicketResolved _ -> next;
            case TicketEvent.TicketReopened _ -> next;
            case TicketEvent.TicketClosed _ -> next;
            case TicketEvent.WorkLogged _ -> next;
            case TicketEvent.TicketRated _ -> next;
            case TicketEvent.TicketRevised revised -> next.withContent(content.revised(revised));
            case TicketEvent.TicketClassified classified -> next.withClassification(classified.after());
            case TicketEvent.TicketTagged tagged ->
                next.withContent(content.marked(tagged.tags().stream().map(TicketFold::tag)));
            case TicketEvent.TicketUntagged untagged ->
                next.withContent(content.unmarked(untagged.tags().stream().map(TicketFold::tag)));
            case TicketEvent.TicketWatched watched ->
                next.withContent(content.marked(Stream.of(watcher(watched.watcherId()))));
            case TicketEvent.TicketUnwatched unwatched ->
                next.withContent(content.unmarked(Stream.of(watcher(unwatched.watcherId()))));
            case TicketEvent.ParticipantAdded added ->
                next.withContent(content.withoutParticipant(added.participant().id())
                        .marked(Stream.of(participant(added.participant()))));
            case TicketEvent.ParticipantRemoved removed ->
                next.withContent(content.withoutParticipant(removed.personId()));
            case TicketEvent.AssetLinked linked -> next.withContent(content.marked(Stream.of(asset(linked.assetId()))));
            case TicketEvent.AssetUnlinked unlinked ->
                next.withContent(content.unmarked(Stream.of(asset(unlinked.assetId()))));
            case TicketEvent.TaskAdded added -> next.withContent(content.marked(Stream.of("task " + added.taskId())));
            case TicketEvent.TaskCompleted completed ->
                next.withContent(content.marked(Stream.of("done " + completed.taskId())));
            case TicketEvent.TaskCancelled cancelled ->
                next.withContent(content.marked(Stream.of("cancelled " + cancelled.taskId())));
            case TicketEvent.TicketSplit _,
                    TicketEvent.SplitUndone _,
                    TicketEvent.PersonalDataErased _,
                    TicketEvent.ResolutionOffered _,
                    TicketEvent.ResolutionWithdrawn _,
                    TicketEvent.ChildProgressed _ -> next;
            case TicketEvent.CommentRedacted redacted ->
                next.withContent(content.marked(Stream.of("redacted " + redacted.commentId())));
            case TicketEvent.MergeBegun _ -> next.withMerge(new Merge(true, null, merge.absorbed));
            case TicketEvent.MergeAbandoned _, TicketEvent.TicketUnmerged _ ->
                next.withMerge(new Merge(false, null, merge.absorbed));
            case TicketEvent.TicketMerged merged -> next.withMerge(new Merge(false, merged.intoId(), merge.absorbed));
            case TicketEvent.TicketAbsorbed absorbed -> next.withMerge(merge.with(absorbed.source()));
            case TicketEvent.AbsorbedTicketChanged changed -> next.withMerge(merge.with(changed.source()));
            case TicketEvent.TicketRestored restored -> next.withMerge(merge.without(restored.sourceId()));
            case TicketEvent.TicketLinked linked -> {
                LinkedTicket other = linked.other();
                yield next.withContent(content.marked(Stream.of(
                        link(linked.type(), other.ticketId().toString()), link(linked.type(), other.number()))));
            }
            case TicketEvent.TicketUnlinked unlinked ->
                next.withContent(content.unmarked(Stream.of(
                        link(unlinked.type(), unlinked.otherId().toString()),
                        link(unlinked.type(), unlinked.otherNumber()))));
            case TicketEvent.ApprovalRequested requested ->
                next.withContent(content.marked(Stream.of("approval " + requested.approvalId())));
            case TicketEvent.ApprovalDecided decided ->
                next.withContent(content.marked(
                        Stream.of(vote(decided.approvalId(), decided.approverId(), decided.decision()))));
            case TicketEvent.ApprovalWithdrawn withdrawn ->
                next.withContent(content.marked(Stream.of("withdrawn " + withdrawn.approvalId())));
            case TicketEvent.ApprovalGranted _, TicketEvent.ApprovalDenied _, TicketEvent.ApprovalExpired _ -> next;
            case TicketEvent.ProcedureStarted _ -> next.withContent(content.unmarked(Stream.of(STOPPED)));
            case TicketEvent.ProcedureStopped _ -> next.withContent(content.marked(Stream.of(STOPPED)));
            case TicketEvent.ProcedureCompleted _ -> next;
        };
    }

    /** Whether there is this link to the ticket with this id or number. */
    boolean isLinked(LinkType type, String other) {
        return content.marks.contains(link(type, other));
    }

    private static String link(LinkType type, String other) {
        return "link " + type + " " + other;
    }

    private static String vote(UUID approvalId, String approverId, ApprovalDecision decision) {
        return "vote " + approvalId + " " + approverId + " " + decision;
    }

    private static String tag(String tag) {
        return "tag " + tag;
    }

    private static String watcher(String watcherId) {
        return "watcher " + watcherId;
    }

    private static String participant(Participant participant) {
        return participantMark(participant.id())
                + String.join("\n", "" + participant.name(), "" + participant.email(), "" + participant.language());
    }

    /** An id has no line ends, so that none is the beginning of another. */
    private static String participantMark(String personId) {
        return "participant " + personId + "\n";
    }

    private static String asset(String assetId) {
        return "asset " + assetId;
    }
}
