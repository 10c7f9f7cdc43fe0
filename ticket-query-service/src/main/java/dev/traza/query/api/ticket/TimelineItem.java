package dev.traza.query.api.ticket;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.api.Teller;
import dev.traza.query.api.Viewer;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Source;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a ticket, as the caller may see it.
 *
 * @param sentence what happened, for people, in the language that was asked for
 * @param source the log that says so; each counts on its own
 * @param version place in that log; of {@code TICKET} it is the ticket's version
 * @param type for example {@code TicketAssigned}
 * @param mergedFrom the ticket it happened to, when that is another one that goes on in this
 * @param through by what way: a channel such as {@code EMAIL}, the service that did it by its rules such as
 *     {@code sla-service}, or {@code API}
 * @param because of what; staff only
 * @param erased whether what was written in it is gone for good, if it had any text: its comment was redacted, or who asked
 *     for the ticket was erased
 * @param data the event itself; for others than staff without what staff note for each other
 */
public record TimelineItem(
        Source source,
        long version,
        String type,
        String sentence,
        UUID eventId,
        Instant occurredAt,
        Instant recordedAt,
        Who actor,
        String through,
        @Nullable Cause because,
        TicketAnswer.@Nullable Other mergedFrom,
        boolean erased,
        Object data) {

    private static final String DIRECTLY = "API";

    /** Who did it. */
    public record Who(
            Actor.Kind kind, String subject, @Nullable String onBehalfOf) {}

    /**
     * Of what it came.
     *
     * @param causationId the command, event or timer that it came of directly
     * @param correlationId what began it all, for example the request
     */
    @Schema(name = "CauseOfEvent")
    public record Cause(UUID causationId, UUID correlationId) {}

    /** The event as this caller may see it; empty when it is not for them. */
    public static Optional<TimelineItem> of(LoggedEvent event, Merged merged, Viewer viewer, Teller teller) {
        TicketAnswer.@Nullable Other mergedFrom = merged.from(event);
        if (viewer.seesAll()) {
            return Optional.of(
                    item(event, merged, viewer, teller, event.envelope().event()));
        }
        return switch (event) {
            case LoggedEvent.OfTicket(var envelope) ->
                (mergedFrom == null ? forRequester(envelope.event(), viewer) : ofAnother(envelope.event(), viewer))
                        .map(data -> item(event, merged, viewer, teller, data));
            case LoggedEvent.OfSla(var envelope) -> Optional.empty();
            case LoggedEvent.OfRouting(var envelope) -> Optional.empty();
        };
    }

    private static TimelineItem item(LoggedEvent event, Merged merged, Viewer viewer, Teller teller, Object data) {
        EventEnvelope<?> envelope = event.envelope();
        Actor actor = envelope.actor();
        return new TimelineItem(
                event.source(),
                envelope.sequence(),
                envelope.event().getClass().getSimpleName(),
                teller.tell(event, merged.ticketOf(event), viewer),
                envelope.eventId(),
                envelope.occurredAt(),
                envelope.recordedAt(),
                new Who(actor.kind(), actor.subject(), actor.onBehalfOf()),
                through(event),
                viewer.seesAll() ? new Cause(envelope.causationId(), envelope.correlationId()) : null,
                merged.from(event),
                merged.isErased(event),
                data);
    }

    private static String through(LoggedEvent event) {
        Actor actor = event.envelope().actor();
        if (event.envelope().event() instanceof TicketEvent.TicketOpened opened) {
            return opened.channel().name();
        }
        if (event.envelope().event() instanceof TicketEvent.CommentAdded comment) {
            return comment.channel().name();
        }
        return actor.kind() == Actor.Kind.SERVICE ? actor.subject() : DIRECTLY;
    }

    /** Who asked in another ticket is known by name to those who ask in this one, and not by address. */
    private static Optional<Object> ofAnother(TicketEvent event, Viewer viewer) {
        return event instanceof TicketEvent.TicketOpened opened
                ? shown(
                        opened,
                        "number",
                        opened.number(),
                        "requesterName",
                        opened.requester().name(),
                        "subject",
                        opened.subject(),
                        "description",
                        opened.description())
                : forRequester(event, viewer);
    }

    /** Named one by one, so that what is added to an event later stays inside until somebody decides otherwise. */
    private static Optional<Object> forRequester(TicketEvent event, Viewer viewer) {
        return switch (event) {
            case TicketEvent.TicketOpened opened -> Optional.of(opened);
            case TicketEvent.CommentAdded comment ->
                comment.visibility() == Visibility.PUBLIC ? Optional.of(comment) : Optional.empty();
            case TicketEvent.TicketAssigned assigned ->
                shown(assigned, "teamId", assigned.teamId(), "agentId", assigned.agentId());
            case TicketEvent.TicketReleased released -> shown(released, "teamId", released.teamId());
            case TicketEvent.TicketPended pended -> shown(pended);
            case TicketEvent.TicketHeld held -> shown(held, "reason", held.reason(), "until", held.until());
            case TicketEvent.TicketResumed resumed -> Optional.of(resumed);
            case TicketEvent.TicketPrioritized prioritized -> shown(prioritized, "priority", prioritized.priority());
            case TicketEvent.TicketEscalated escalated -> shown(escalated, "toLevel", escalated.toLevel());
            case TicketEvent.TicketResolved resolved -> Optional.of(resolved);
            case TicketEvent.TicketReopened reopened -> Optional.of(reopened);
            case TicketEvent.TicketClosed closed -> shown(closed, "code", closed.code());
            case TicketEvent.TicketRevised revised -> Optional.of(revised);
            case TicketEvent.TicketClassified classified ->
                shown(
                        classified,
                        "category",
                        classified.after().category(),
                        "type",
                        classified.after().type());
            case TicketEvent.TicketRated rated -> Optional.of(rated);
            case TicketEvent.ParticipantAdded added ->
                shown(
                        added,
                        "personId",
                        added.participant().id(),
                        "name",
                        added.participant().name());
            case TicketEvent.ParticipantRemoved removed -> Optional.of(removed);
            case TicketEvent.TicketLinked linked ->
                viewer.maySeeTicketsOf(linked.other().requesterId())
                        ? shown(
                                linked,
                                "type",
                                linked.type(),
                                "ticketId",
                                linked.other().ticketId(),
                                "number",
                                linked.other().number())
                        : Optional.empty();
            // They do not say whose ticket the other is.
            case TicketEvent.TicketUnlinked inside -> Optional.empty();
            case TicketEvent.ApprovalRequested requested ->
                shown(requested, "approvalId", requested.approvalId(), "expiresAt", requested.expiresAt());
            case TicketEvent.ApprovalGranted granted -> shown(granted, "approvalId", granted.approvalId());
            case TicketEvent.ApprovalDenied denied -> shown(denied, "approvalId", denied.approvalId());
            case TicketEvent.ApprovalWithdrawn withdrawn -> shown(withdrawn, "approvalId", withdrawn.approvalId());
            case TicketEvent.ApprovalExpired expired -> shown(expired, "approvalId", expired.approvalId());
            case TicketEvent.TicketSplit inside -> Optional.empty();
            case TicketEvent.SplitUndone inside -> Optional.empty();
            // They name comments that may not be for everybody; a comment says itself that it was erased.
            case TicketEvent.CommentRedacted inside -> Optional.empty();
            case TicketEvent.PersonalDataErased inside -> Optional.empty();
            case TicketEvent.ResolutionOffered inside -> Optional.empty();
            case TicketEvent.ResolutionWithdrawn inside -> Optional.empty();
            case TicketEvent.ChildProgressed inside -> Optional.empty();
            case TicketEvent.TicketMerged merged ->
                shown(merged, "intoId", merged.intoId(), "intoNumber", merged.intoNumber());
            case TicketEvent.TicketUnmerged unmerged ->
                shown(unmerged, "fromId", unmerged.fromId(), "fromNumber", unmerged.fromNumber());
            case TicketEvent.TicketAbsorbed absorbed ->
                shown(absorbed, "sourceNumber", absorbed.source().number());
            case TicketEvent.TicketRestored restored -> shown(restored, "sourceNumber", restored.sourceNumber());
            // Support's own affairs.
            case TicketEvent.MergeBegun inside -> Optional.empty();
            case TicketEvent.MergeAbandoned inside -> Optional.empty();
            case TicketEvent.AbsorbedTicketChanged inside -> Optional.empty();
            case TicketEvent.TicketTagged inside -> Optional.empty();
            case TicketEvent.TicketUntagged inside -> Optional.empty();
            case TicketEvent.TicketWatched inside -> Optional.empty();
            case TicketEvent.TicketUnwatched inside -> Optional.empty();
            case TicketEvent.AssetLinked inside -> Optional.empty();
            case TicketEvent.AssetUnlinked inside -> Optional.empty();
            case TicketEvent.WorkLogged inside -> Optional.empty();
            case TicketEvent.TaskAdded inside -> Optional.empty();
            case TicketEvent.TaskCompleted inside -> Optional.empty();
            case TicketEvent.TaskCancelled inside -> Optional.empty();
            case TicketEvent.ApprovalDecided inside -> Optional.empty();
            case TicketEvent.ProcedureStarted inside -> Optional.empty();
            case TicketEvent.ProcedureCompleted inside -> Optional.empty();
            case TicketEvent.ProcedureStopped inside -> Optional.empty();
        };
    }

    private static Optional<Object> shown(TicketEvent event, @Nullable Object... namesAndValues) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                shown.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        shown.put("status", event.status());
        return Optional.of(shown);
    }
}
