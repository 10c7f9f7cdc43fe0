package dev.traza.notification.dispatch;

import dev.traza.notification.channel.Handover;
import dev.traza.notification.ledger.Delivery;

/** Is told what the dispatcher does, for logs, metrics and health. */
public interface DispatchListener {

    /** A message has a new state on record. */
    void settled(Delivery delivery);

    /** The mail server was asked. */
    void answered(Handover answer);
}
