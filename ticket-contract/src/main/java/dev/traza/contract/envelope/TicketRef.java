package dev.traza.contract.envelope;

import dev.traza.contract.topic.Partitioning;
import java.util.Optional;
import java.util.UUID;

/** How a ticket is named: by its id, or by the number that a person reads out. */
public sealed interface TicketRef {

    /** The partition of the ticket's topics in which the ticket lives, given their partition count. */
    int partition(int partitions);

    /** As in paths, keys and subjects. */
    String text();

    /** By id. */
    record ById(UUID ticketId) implements TicketRef {
        @Override
        public int partition(int partitions) {
            return Partitioning.partitionOf(text(), partitions);
        }

        @Override
        public String text() {
            return ticketId.toString();
        }
    }

    /** By number. */
    record ByNumber(TicketNumber number) implements TicketRef {
        @Override
        public int partition(int partitions) {
            return number.partition(partitions);
        }

        @Override
        public String text() {
            return number.text();
        }
    }

    /** A ticket by its id. */
    static TicketRef of(UUID ticketId) {
        return new ById(ticketId);
    }

    /** Reads an id in canonical form or a number such as {@code T-1042}; empty when it is neither. */
    static Optional<TicketRef> parse(String text) {
        Optional<TicketRef> byNumber = TicketNumber.parse(text).map(ByNumber::new);
        return byNumber.isPresent() ? byNumber : Ids.parse(text).map(ById::new);
    }
}
