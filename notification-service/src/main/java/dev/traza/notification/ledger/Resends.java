package dev.traza.notification.ledger;

import java.util.UUID;

/** Has messages sent again because a person asked for it. */
public interface Resends {

    /**
     * Queues a message again as a new round. The same request asked twice gives one round.
     *
     * @param requestId names the request
     */
    Outcome resend(UUID deliveryId, UUID requestId);

    /** What became of the wish. */
    sealed interface Outcome {

        /** @param repeated whether this request was carried out before */
        record Queued(Delivery delivery, boolean repeated) implements Outcome {}

        /** It is still on its way by itself. */
        record NotFinal(Delivery delivery) implements Outcome {}

        /** The same request asked for another message before. */
        record OtherRequest() implements Outcome {}

        /** There is no such message. */
        record Unknown() implements Outcome {}
    }
}
