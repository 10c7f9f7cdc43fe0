package dev.traza.system.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mail that arrived, and what the delivery ledger says of it.
 *
 * @param arrived every message of every mailbox
 * @param deliveries every delivery of the ledger
 */
public record Post(List<Mail> arrived, List<Delivery> deliveries) {

    public Post {
        arrived = List.copyOf(arrived);
        deliveries = List.copyOf(deliveries);
    }

    /**
     * A message in a mailbox.
     *
     * @param deliveryId that the message says it belongs to
     */
    public record Mail(
            String mailbox, String messageId, @Nullable String deliveryId) {}

    /**
     * An entry of the delivery ledger.
     *
     * @param resends how often a person had it sent again
     * @param sent whether the mail server took it, as far as the ledger knows
     */
    public record Delivery(String deliveryId, int resends, boolean sent) {}
}
