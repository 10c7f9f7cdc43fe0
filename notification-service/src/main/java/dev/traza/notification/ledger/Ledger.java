package dev.traza.notification.ledger;

import dev.traza.contract.personal.Erasing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Every intended message and the queue of those that are still to be sent. Several instances work on one ledger.
 *
 * <p>What it guarantees: a message is on record before anything is sent; recording it again changes nothing; at most one
 * instance holds a message at a time, unless one holds it for longer than the lease. What no ledger can guarantee: that a
 * process which dies between the mail server's answer and {@link #settle} has not sent; such a message is sent again,
 * under the same Message-ID.
 */
public interface Ledger {

    /**
     * Puts messages on record and, unless they are suppressed, into the queue. Those already on record stay as they are.
     *
     * @return those that were not on record before
     */
    List<Delivery> record(Collection<Delivery> intended);

    /** Messages that are due and that nobody holds, the longest due first. */
    List<Claim> due(Instant now, int limit);

    /**
     * Takes a message for this instance until {@code leaseEnds}; empty when another was quicker.
     *
     * @param seen from {@link #due}
     */
    Optional<Claim> claim(Claim seen, Instant leaseEnds);

    /** A message by its id. */
    Optional<Delivery> find(UUID deliveryId);

    /**
     * Puts on record that the message is about to be handed over, and renews the lease; from here on a crash may mean that
     * it is sent twice.
     *
     * @return whether it may be sent; false when the lease had ended and another instance took it
     */
    boolean begin(Claim held, Delivery sending, Instant leaseEnds);

    /**
     * Puts the fate of a message on record and takes it out of the queue, or sets when it is due again. When another
     * instance took the message meanwhile, only that it was sent counts.
     */
    void settle(Claim held, Delivery settled);

    /**
     * Takes from a ticket's messages what an event erases; done again, it changes nothing. A message that somebody holds at
     * the moment can be sent no more, and if it was already, {@link #settle} puts no erased word back on record.
     *
     * @param before version of the ticket; messages of later events stay as they are
     */
    void erase(UUID ticketId, Erasing erasing, long before);

    /** Takes out of the queue what is no longer to be sent; the record stays. */
    void dequeue(UUID deliveryId);

    /** Length and age of the queue. */
    QueueFigures queue();
}
