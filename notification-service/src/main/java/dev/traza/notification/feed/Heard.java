package dev.traza.notification.feed;

import dev.traza.contract.envelope.EventEnvelope;

/**
 * An event as this ledger hears it.
 *
 * @param beforeRebuild whether an earlier ledger, now lost, had it already
 */
record Heard<E>(EventEnvelope<E> envelope, boolean beforeRebuild) {}
