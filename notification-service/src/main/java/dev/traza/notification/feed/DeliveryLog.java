package dev.traza.notification.feed;

import dev.traza.notification.ledger.Delivery;

/** Is told what comes on record. */
public interface DeliveryLog {

    /** A message is on record that was not before. */
    void recorded(Delivery delivery);
}
