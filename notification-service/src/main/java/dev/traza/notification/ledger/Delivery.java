package dev.traza.notification.ledger;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.personal.Erasing;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.notification.rule.Intention;
import dev.traza.notification.rule.Notice;
import dev.traza.notification.rule.Purpose;
import dev.traza.notification.rule.Recipient;
import dev.traza.notification.rule.Suppression;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One intended message and its fate.
 *
 * @param id follows from the event, the recipient, the channel and the purpose: the same at every replay
 * @param event public name of the event's type without version, for example {@code TicketOpened}
 * @param at when the event was put on record; lists are in this order
 * @param traceparent of the event, if it had one
 * @param round how often a person had it sent again; 0 is the first time
 * @param roundBegan when this round was queued
 * @param attempts made in this round
 * @param nextAttemptAt when it is due again, while it is
 * @param reason why it is FAILED, DEAD or SUPPRESSED; a {@link Suppression} or the mail server's words
 * @param addressee the person, once found
 * @param letter the text, once written
 * @param history the last attempts, oldest first
 * @param version of the ticket with the event; absent when it is not the ticket's own
 * @param commentId the comment that it tells of, if it does
 * @param erasures how often something was taken from it; absent means never. Whoever read it before knows by this that
 *     what they hold must not be written any more
 */
public record Delivery(
        UUID id,
        UUID eventId,
        UUID ticketId,
        String event,
        Instant at,
        @Nullable String traceparent,
        Recipient recipient,
        Notice notice,
        Set<String> notTo,
        DeliveryState state,
        int round,
        Instant roundBegan,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String reason,
        Instant updatedAt,
        @Nullable Addressee addressee,
        @Nullable Letter letter,
        List<Attempt> history,
        @Nullable Long version,
        @Nullable UUID commentId,
        @Nullable Integer erasures) {

    /** The only channel so far; part of the id, so that another channel's message is another message. */
    public static final String MAIL = "mail";

    private static final int KEPT_ATTEMPTS = 20;

    public Delivery {
        notTo = Set.copyOf(notTo);
        history = List.copyOf(history);
    }

    /**
     * A message that an event calls for, as it enters the ledger.
     *
     * @param suppressed why nothing is to be sent, if that is known before the rules' own reason
     */
    public static Delivery of(
            EventEnvelope<?> cause, Intention intention, @Nullable Suppression suppressed, Instant now) {
        Suppression why = suppressed == null ? intention.suppressed() : suppressed;
        if (why == null && intention.notice().isErased()) {
            why = Suppression.ERASED;
        }
        return new Delivery(
                idOf(cause.eventId(), intention.recipient(), intention.notice().purpose()),
                cause.eventId(),
                cause.ticketId(),
                cause.event().getClass().getSimpleName(),
                cause.recordedAt().truncatedTo(ChronoUnit.MILLIS), // as precise as the store
                cause.traceparent(),
                intention.recipient(),
                intention.notice(),
                intention.notTo(),
                why == null ? DeliveryState.QUEUED : DeliveryState.SUPPRESSED,
                0,
                now,
                0,
                why == null ? now : null,
                why == null ? null : why.name(),
                now,
                null,
                null,
                List.of(),
                cause.event() instanceof TicketEvent ? cause.sequence() : null,
                cause.event() instanceof TicketEvent.CommentAdded comment ? comment.commentId() : null,
                null);
    }

    /** The id of the mail that an event calls for. */
    public static UUID idOf(UUID eventId, Recipient recipient, Purpose purpose) {
        return Ids.derived(eventId, recipient.key() + "|" + MAIL + "|" + purpose);
    }

    /** The person it is for, once known. */
    public Optional<String> personId() {
        if (addressee != null) {
            return Optional.of(addressee.personId());
        }
        return switch (recipient) {
            case Recipient.Requester requester -> Optional.of(requester.personId());
            case Recipient.Participant participant -> Optional.of(participant.personId());
            case Recipient.Agent agent -> Optional.of(agent.personId());
            case Recipient.Approver approver -> Optional.of(approver.personId());
            case Recipient.Assignee notYet -> Optional.empty();
            case Recipient.Supervisor notYet -> Optional.empty();
        };
    }

    /** About to be handed over for one time more. */
    public Delivery sending(Addressee to, Letter written, Instant now) {
        return with(DeliveryState.SENDING, attempts + 1, null, null, now, to, written, history);
    }

    /** Not even ready to be handed over; counts as an attempt, so that a letter that cannot be written is not tried for ever. */
    public Delivery stumbled(Instant now) {
        return with(DeliveryState.SENDING, attempts + 1, null, null, now, addressee, letter, history);
    }

    /** Queued again because a person asked for it: found, written and sent anew. */
    public Delivery again(int newRound, Instant now) {
        return new Delivery(
                id,
                eventId,
                ticketId,
                event,
                at,
                traceparent,
                recipient,
                notice,
                notTo,
                DeliveryState.QUEUED,
                newRound,
                now,
                0,
                now,
                null,
                now,
                null,
                null,
                history,
                version,
                commentId,
                erasures);
    }

    /** Taken by the mail server. */
    public Delivery sent(@Nullable String answer, Instant now) {
        return settled(DeliveryState.SENT, null, null, answer, now);
    }

    /** To be tried again. */
    public Delivery failed(String answer, Instant nextAttempt, Instant now) {
        return settled(DeliveryState.FAILED, nextAttempt, answer, answer, now);
    }

    /** Given up. */
    public Delivery dead(String answer, Instant now) {
        return settled(DeliveryState.DEAD, null, answer, answer, now);
    }

    /** Not sent on purpose. */
    public Delivery suppressed(Suppression why, Instant now) {
        return with(DeliveryState.SUPPRESSED, attempts, null, why.name(), now, addressee, letter, history);
    }

    /** Looked at again later, without an attempt. */
    public Delivery postponed(Instant until, Instant now) {
        return with(state, attempts, until, reason, now, addressee, letter, history);
    }

    private Delivery settled(
            DeliveryState outcome,
            @Nullable Instant nextAttempt,
            @Nullable String newReason,
            @Nullable String answer,
            Instant now) {
        List<Attempt> longer = Stream.concat(
                        history.stream(), Stream.of(new Attempt(round, attempts, now, outcome, answer)))
                .toList();
        return with(
                outcome,
                attempts,
                nextAttempt,
                newReason,
                now,
                addressee,
                letter,
                longer.subList(Math.max(0, longer.size() - KEPT_ATTEMPTS), longer.size()));
    }

    private Delivery with(
            DeliveryState newState,
            int newAttempts,
            @Nullable Instant newNextAttemptAt,
            @Nullable String newReason,
            Instant now,
            @Nullable Addressee newAddressee,
            @Nullable Letter newLetter,
            List<Attempt> newHistory) {
        return new Delivery(
                id,
                eventId,
                ticketId,
                event,
                at,
                traceparent,
                recipient,
                notice,
                notTo,
                newState,
                round,
                roundBegan,
                newAttempts,
                newNextAttemptAt,
                newReason,
                now,
                newAddressee,
                newLetter,
                newHistory,
                version,
                commentId,
                erasures);
    }

    /**
     * The same without what an event erases: as if it had been read with the keys destroyed. What was not sent yet is
     * not sent if there is nothing left to say or nobody to say it to; of what was sent, times and counts stay.
     */
    public Delivery erased(Erasing erasing, Instant now) {
        if (!isConcernedBy(erasing)) {
            return this;
        }
        Notice said = erasing.erases(about()) ? MessageCatalogue.erased(notice, scope -> true) : notice;
        boolean toNobody = isErased(erasing);
        boolean cancelled = !state.isFinal() && (toNobody || said.isErased());
        Delivery less = new Delivery(
                id,
                eventId,
                ticketId,
                event,
                at,
                traceparent,
                MessageCatalogue.erased(recipient, erasing::erases),
                said,
                notTo,
                cancelled ? DeliveryState.SUPPRESSED : state,
                round,
                roundBegan,
                attempts,
                cancelled ? null : nextAttemptAt,
                cancelled ? Suppression.ERASED.name() : state == DeliveryState.SUPPRESSED ? reason : null,
                cancelled ? now : updatedAt,
                addressee == null || !toNobody ? addressee : addressee.erased(),
                null,
                history.stream().map(Attempt::erased).toList(),
                version,
                commentId,
                erasures);
        // One that is not final may be in somebody's hands, with all its words, also where none of them is here.
        return less.equals(this) && state.isFinal() ? this : less.withErasures(erasures == null ? 1 : erasures + 1);
    }

    /** Whether something that an event erases is in it, or in its letter. */
    public boolean isConcernedBy(Erasing erasing) {
        return isErased(erasing) || erasing.erases(about()) || erasing.erases(new Scope.OfTicket());
    }

    private Scope about() {
        return commentId == null ? new Scope.OfTicket() : new Scope.OfComment(commentId);
    }

    /** Of those whom the ticket is about by what it says of them, of staff by who they are. */
    private boolean isErased(Erasing erasing) {
        return switch (recipient) {
            case Recipient.Requester requester -> erasing.erases(new Scope.OfTicket());
            case Recipient.Participant participant -> erasing.erases(new Scope.OfPerson(participant.personId()));
            case Recipient.Approver approver -> erasing.erases(new Scope.OfPerson(approver.personId()));
            case Recipient.Agent staff -> isStaffErased(erasing);
            case Recipient.Assignee staff -> isStaffErased(erasing);
            case Recipient.Supervisor staff -> isStaffErased(erasing);
        };
    }

    private boolean isStaffErased(Erasing erasing) {
        return erasing instanceof TicketEvent.PersonalDataErased erased
                && personId().filter(erased.personId()::equals).isPresent();
    }

    /**
     * This one, from which something was erased meanwhile, with the fate of one from which nothing was. What was cancelled
     * stays so, unless it was sent.
     */
    public Delivery endedAs(Delivery other) {
        boolean cancelled = state == DeliveryState.SUPPRESSED && other.state() != DeliveryState.SENT;
        return new Delivery(
                id,
                eventId,
                ticketId,
                event,
                at,
                traceparent,
                recipient,
                notice,
                notTo,
                cancelled ? state : other.state(),
                round,
                roundBegan,
                other.attempts(),
                cancelled ? null : other.nextAttemptAt(),
                cancelled ? reason : other.state() == DeliveryState.SUPPRESSED ? other.reason() : null,
                other.updatedAt(),
                addressee,
                null,
                other.history().stream().map(Attempt::erased).toList(),
                version,
                commentId,
                erasures);
    }

    private Delivery withErasures(int times) {
        return new Delivery(
                id,
                eventId,
                ticketId,
                event,
                at,
                traceparent,
                recipient,
                notice,
                notTo,
                state,
                round,
                roundBegan,
                attempts,
                nextAttemptAt,
                reason,
                updatedAt,
                addressee,
                letter,
                history,
                version,
                commentId,
                times);
    }

    /** Whether a person asked for it, so that what speaks against sending it by itself does not count. */
    public boolean askedFor() {
        return round > 0;
    }
}
