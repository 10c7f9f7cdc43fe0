package dev.traza.notification.ledger;

import java.util.UUID;

/**
 * A message of the queue, as it was seen or as it was won.
 *
 * @param claims how often it had been claimed then; of several who saw the same number, one wins
 */
public record Claim(UUID deliveryId, long claims) {}
