package dev.traza.query.words;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the ticket's own log tells. For others than staff a phrase says no more than the event's data shows them: who is
 * told of what is decided where the timeline is answered, and here only what of it is said.
 */
final class TicketPhrases {

    private final People people;
    private final Actor actor;
    private final boolean staff;

    TicketPhrases(People people, Actor actor, boolean staff) {
        this.people = people;
        this.actor = actor;
        this.staff = staff;
    }

    Phrase of(TicketEvent event) {
        return switch (event) {
            case TicketEvent.TicketOpened opened -> opened(opened);
            case TicketEvent.CommentAdded comment -> comment(comment);
            case TicketEvent.TicketAssigned assigned -> assigned(assigned);
            case TicketEvent.TicketClassified classified ->
                Phrase.of("TicketClassified", Phrase.Word.of(classified.after().type()))
                        .thenIf(
                                classified.after().category() != null,
                                "category",
                                Objects.requireNonNullElse(classified.after().category(), ""));
            case TicketEvent.TicketReleased released ->
                (released.teamId() == null
                                ? Phrase.of("TicketReleased")
                                : Phrase.of("TicketReleased.team", released.teamId()))
                        .said(inside(released.reason()));
            case TicketEvent.TicketPended pended -> Phrase.of("TicketPended").said(inside(pended.reason()));
            case TicketEvent.TicketHeld held ->
                Phrase.of("TicketHeld", Phrase.Word.of(held.reason()))
                        .thenIf(held.until() != null, "until", Objects.requireNonNullElse(held.until(), Instant.EPOCH))
                        .said(inside(held.note()));
            case TicketEvent.TicketResumed resumed ->
                Phrase.of("TicketResumed." + resumed.reason().name());
            case TicketEvent.TicketPrioritized prioritized ->
                (staff
                                ? Phrase.of(
                                        "TicketPrioritized.from",
                                        Phrase.Word.of(prioritized.previousPriority()),
                                        Phrase.Word.of(prioritized.priority()))
                                : Phrase.of("TicketPrioritized", Phrase.Word.of(prioritized.priority())))
                        .said(inside(prioritized.overrideReason()));
            case TicketEvent.TicketEscalated escalated -> escalated(escalated);
            case TicketEvent.TicketResolved resolved ->
                Phrase.of("TicketResolved", Phrase.Word.of(resolved.code())).said(resolved.text());
            case TicketEvent.TicketReopened reopened ->
                Phrase.of("TicketReopened").said(reopened.reason());
            case TicketEvent.TicketClosed closed ->
                Phrase.of("TicketClosed", Phrase.Word.of(closed.code())).said(inside(closed.reason()));
            case TicketEvent.TicketRevised revised -> revised(revised);
            case TicketEvent.TicketTagged tagged -> Phrase.of("TicketTagged", String.join(", ", tagged.tags()));
            case TicketEvent.TicketUntagged untagged -> Phrase.of("TicketUntagged", String.join(", ", untagged.tags()));
            case TicketEvent.TicketWatched watched ->
                watched.watcherId().equals(actor.subject())
                        ? Phrase.of("TicketWatched.self")
                        : Phrase.of("TicketWatched", people.name(watched.watcherId()));
            case TicketEvent.TicketUnwatched unwatched ->
                unwatched.watcherId().equals(actor.subject())
                        ? Phrase.of("TicketUnwatched.self")
                        : Phrase.of("TicketUnwatched", people.name(unwatched.watcherId()));
            case TicketEvent.ParticipantAdded added ->
                Phrase.of(
                        "ParticipantAdded",
                        Objects.requireNonNullElse(
                                added.participant().name(), added.participant().id()));
            case TicketEvent.ParticipantRemoved removed ->
                Phrase.of("ParticipantRemoved", people.name(removed.personId()));
            case TicketEvent.AssetLinked linked ->
                Phrase.of("AssetLinked", Objects.requireNonNullElse(linked.name(), linked.assetId()));
            case TicketEvent.AssetUnlinked unlinked -> Phrase.of("AssetUnlinked", unlinked.assetId());
            case TicketEvent.WorkLogged logged ->
                Phrase.of("WorkLogged", people.name(logged.agentId()), duration(logged.seconds()))
                        .said(logged.activity());
            case TicketEvent.TicketRated rated ->
                Phrase.of("TicketRated", rated.score()).said(rated.comment());
            case TicketEvent.TaskAdded added ->
                Phrase.of(added.mandatory() ? "TaskAdded.mandatory" : "TaskAdded")
                        .said(added.title());
            case TicketEvent.TaskCompleted completed ->
                Phrase.of("TaskCompleted")
                        .said(people.task(completed.taskId()).orElse(null))
                        .said(completed.note());
            case TicketEvent.TaskCancelled cancelled ->
                Phrase.of("TaskCancelled")
                        .said(people.task(cancelled.taskId()).orElse(null))
                        .said(cancelled.reason());
            case TicketEvent.TicketLinked linked ->
                Phrase.of(
                        "TicketLinked",
                        Phrase.of(
                                "LinkType." + linked.type().name(),
                                linked.other().number()));
            case TicketEvent.TicketUnlinked unlinked ->
                Phrase.of(
                        "TicketUnlinked",
                        Phrase.of("LinkType." + unlinked.type().name(), unlinked.otherNumber()));
            case TicketEvent.ApprovalRequested requested -> approval(requested);
            case TicketEvent.ApprovalDecided decided ->
                Phrase.of("ApprovalDecided." + decided.decision().name()).said(decided.comment());
            case TicketEvent.ApprovalGranted _ -> Phrase.of("ApprovalGranted");
            case TicketEvent.ApprovalDenied _ -> Phrase.of("ApprovalDenied");
            case TicketEvent.ApprovalWithdrawn withdrawn ->
                Phrase.of("ApprovalWithdrawn").said(inside(withdrawn.reason()));
            case TicketEvent.ApprovalExpired _ -> Phrase.of("ApprovalExpired");
            case TicketEvent.CommentRedacted redacted ->
                Phrase.of("CommentRedacted").said(redacted.reason());
            case TicketEvent.PersonalDataErased erased ->
                Phrase.of(erased.requester() ? "PersonalDataErased.all" : "PersonalDataErased");
            case TicketEvent.TicketSplit _ -> Phrase.of("TicketSplit");
            case TicketEvent.SplitUndone _ -> Phrase.of("SplitUndone");
            case TicketEvent.ResolutionOffered offered ->
                Phrase.of("ResolutionOffered", offered.parentNumber(), Phrase.Word.of(offered.code()))
                        .said(offered.text());
            case TicketEvent.ResolutionWithdrawn _ -> Phrase.of("ResolutionWithdrawn");
            case TicketEvent.ChildProgressed progressed ->
                Phrase.of(
                        "ChildProgressed",
                        progressed.childNumber(),
                        Phrase.Word.of(progressed.childStatus()),
                        progressed.done(),
                        progressed.children());
            case TicketEvent.MergeBegun begun ->
                Phrase.of("MergeBegun", begun.into()).said(begun.reason());
            case TicketEvent.TicketMerged merged -> Phrase.of("TicketMerged", merged.intoNumber());
            case TicketEvent.MergeAbandoned abandoned ->
                Phrase.of("MergeAbandoned", abandoned.into()).said(abandoned.detail());
            case TicketEvent.TicketAbsorbed absorbed ->
                Phrase.of("TicketAbsorbed", absorbed.source().number());
            case TicketEvent.AbsorbedTicketChanged changed ->
                Phrase.of("AbsorbedTicketChanged", changed.source().number());
            case TicketEvent.TicketUnmerged unmerged ->
                Phrase.of("TicketUnmerged", unmerged.fromNumber()).said(inside(unmerged.reason()));
            case TicketEvent.TicketRestored restored -> Phrase.of("TicketRestored", restored.sourceNumber());
            case TicketEvent.ProcedureStarted started ->
                Phrase.of(
                        "ProcedureStarted",
                        started.itemPath(),
                        started.itemVersion(),
                        started.steps().size());
            case TicketEvent.ProcedureCompleted _ -> Phrase.of("ProcedureCompleted");
            case TicketEvent.ProcedureStopped stopped ->
                Phrase.of("ProcedureStopped", Phrase.Word.of(stopped.cause())).said(stopped.reason());
        };
    }

    private static Phrase opened(TicketEvent.TicketOpened opened) {
        String pattern = opened.splitFrom() != null
                ? "TicketOpened.split"
                : opened.followUpOf() != null ? "TicketOpened.followUp" : "TicketOpened";
        return Phrase.of(pattern, Phrase.Word.of(opened.channel()))
                .said(opened.subject())
                .thenIf(!opened.attached().isEmpty(), "files", opened.attached().size());
    }

    private static Phrase comment(TicketEvent.CommentAdded comment) {
        String pattern = comment.visibility() == Visibility.INTERNAL
                ? "CommentAdded.internal"
                : comment.authorKind() == AuthorKind.AGENT ? "CommentAdded.reply" : "CommentAdded";
        return Phrase.of(pattern, Phrase.Word.of(comment.channel()))
                .thenIf(
                        !comment.attached().isEmpty(),
                        "files",
                        comment.attached().size());
    }

    private Phrase assigned(TicketEvent.TicketAssigned assigned) {
        String agent = assigned.agentId();
        Phrase phrase;
        if (agent == null) {
            phrase = Phrase.of("TicketAssigned.team", assigned.teamId());
        } else if (agent.equals(actor.subject())) {
            phrase = Phrase.of("TicketAssigned.self", assigned.teamId());
        } else {
            phrase = Phrase.of("TicketAssigned", people.name(agent), assigned.teamId());
        }
        return staff ? explained(phrase, assigned.basis()) : phrase;
    }

    private static Phrase explained(Phrase phrase, AssignmentBasis basis) {
        Integer version = basis.ruleVersion();
        return (basis.ruleId() == null
                        ? phrase
                        : phrase.then(Phrase.of("rule", basis.ruleId(), version == null ? 0 : version)))
                .said(basis.explanation());
    }

    private Phrase escalated(TicketEvent.TicketEscalated escalated) {
        if (!staff) {
            return Phrase.of("TicketEscalated.to", escalated.toLevel());
        }
        return Phrase.of(
                        "TicketEscalated",
                        Phrase.Word.of(escalated.kind()),
                        escalated.fromLevel(),
                        escalated.toLevel(),
                        Phrase.Word.of(escalated.cause()))
                .said(escalated.reason());
    }

    private static Phrase revised(TicketEvent.TicketRevised revised) {
        TicketEvent.Revision subject = revised.subject();
        String pattern = revised.description() == null
                ? "TicketRevised.subject"
                : subject == null ? "TicketRevised.description" : "TicketRevised";
        return Phrase.of(pattern).said(subject == null ? null : subject.after());
    }

    private Phrase approval(TicketEvent.ApprovalRequested requested) {
        Phrase phrase = staff
                ? Phrase.of(
                                "ApprovalRequested.of",
                                requested.approvers().stream().map(Approver::id).collect(Collectors.joining(", ")),
                                requested.needed())
                        .said(requested.question())
                : Phrase.of("ApprovalRequested");
        return requested.expiresAt() == null ? phrase : phrase.then(Phrase.of("until", requested.expiresAt()));
    }

    /** What staff tell each other about it. */
    private @Nullable String inside(@Nullable String reason) {
        return staff && !Personal.ERASED.equals(reason) ? reason : null;
    }

    /** Whole minutes, or seconds where there is less than one. */
    private static Phrase duration(int seconds) {
        long minutes = TimeUnit.SECONDS.toMinutes(seconds);
        if (minutes == 0) {
            return Phrase.of("seconds", seconds);
        }
        return minutes < 60
                ? Phrase.of("minutes", minutes)
                : Phrase.of("hours", minutes / 60, String.format(Locale.ROOT, "%02d", minutes % 60));
    }
}
