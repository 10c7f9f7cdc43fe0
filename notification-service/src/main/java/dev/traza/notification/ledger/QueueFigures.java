package dev.traza.notification.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * The queue at a glance.
 *
 * @param length messages that are neither sent nor given up
 * @param oldest when the oldest of them was queued
 */
public record QueueFigures(long length, Optional<Instant> oldest) {}
