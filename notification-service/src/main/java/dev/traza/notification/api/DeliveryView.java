package dev.traza.notification.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.traza.notification.ledger.Addressee;
import dev.traza.notification.ledger.Attempt;
import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.ledger.DeliveryState;
import dev.traza.notification.ledger.Letter;
import dev.traza.notification.rule.Purpose;
import dev.traza.notification.rule.Recipient;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as staff see it.
 *
 * @param event name of the ticket's or clock's event
 * @param relation of the recipient to the ticket
 * @param recipientId the person, once known
 * @param address absent also when it was erased
 * @param at when the event was put on record
 * @param attempts made since it was queued the last time
 * @param resends how often a person had it sent again
 * @param reason why it is FAILED, DEAD or SUPPRESSED
 * @param letter only where one message is asked for
 * @param history the last attempts, oldest first; only where one message is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        UUID id,
        UUID ticketId,
        UUID eventId,
        String event,
        Purpose purpose,
        String channel,
        Relation relation,
        @Nullable String recipientId,
        @Nullable String address,
        DeliveryState state,
        @Nullable String reason,
        Instant at,
        int attempts,
        @Nullable Instant nextAttemptAt,
        int resends,
        Instant updatedAt,
        @Nullable Letter letter,
        @Nullable List<Attempt> history) {

    /** What the recipient is to the ticket. */
    public enum Relation {
        REQUESTER,
        PARTICIPANT,
        ASSIGNEE,
        SUPERVISOR,
        APPROVER
    }

    static DeliveryView summary(Delivery delivery) {
        return of(delivery, null, null);
    }

    static DeliveryView full(Delivery delivery) {
        return of(delivery, delivery.letter(), delivery.history());
    }

    private static DeliveryView of(Delivery delivery, @Nullable Letter letter, @Nullable List<Attempt> history) {
        Addressee addressee = delivery.addressee();
        return new DeliveryView(
                delivery.id(),
                delivery.ticketId(),
                delivery.eventId(),
                delivery.event(),
                delivery.notice().purpose(),
                "MAIL",
                switch (delivery.recipient()) {
                    case Recipient.Requester requester -> Relation.REQUESTER;
                    case Recipient.Participant participant -> Relation.PARTICIPANT;
                    case Recipient.Agent agent -> Relation.ASSIGNEE;
                    case Recipient.Assignee assignee -> Relation.ASSIGNEE;
                    case Recipient.Supervisor supervisor -> Relation.SUPERVISOR;
                    case Recipient.Approver approver -> Relation.APPROVER;
                },
                delivery.personId().orElse(null),
                addressee == null || addressee.isErased() ? null : addressee.address(),
                delivery.state(),
                delivery.reason(),
                delivery.at(),
                delivery.attempts(),
                delivery.nextAttemptAt(),
                delivery.round(),
                delivery.updatedAt(),
                letter,
                history);
    }
}
