package dev.traza.notification.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ledger for readers, newest event first. */
public interface DeliveryList {

    /** A message by its id, with its letter if one was written. */
    Optional<Delivery> find(UUID deliveryId);

    /**
     * Messages that match everything that is asked for, without their letters.
     *
     * @param after where the page before ended
     * @param limit of the page, 1 or more
     */
    Page page(Query query, @Nullable Place after, int limit);

    /**
     * What to look for.
     *
     * @param states one of these; none means any
     */
    record Query(
            Set<DeliveryState> states,
            @Nullable UUID ticketId,
            @Nullable String personId) {
        public Query {
            states = Set.copyOf(states);
        }

        /** Whether a message is looked for. */
        public boolean matches(Delivery delivery) {
            return (states.isEmpty() || states.contains(delivery.state()))
                    && (ticketId == null || ticketId.equals(delivery.ticketId()))
                    && (personId == null || personId.equals(delivery.personId().orElse(null)));
        }
    }

    /** A message's place in the order of the list. */
    record Place(Instant at, UUID id) {
        /** The place of this message. */
        public static Place of(Delivery delivery) {
            return new Place(delivery.at(), delivery.id());
        }
    }

    /** @param next where the next page goes on; absent on the last one */
    record Page(List<Delivery> items, @Nullable Place next) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
