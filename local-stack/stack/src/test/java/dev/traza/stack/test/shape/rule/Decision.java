package dev.traza.stack.test.shape.rule;

import java.time.Instant;

/** Knows the JDK only: as it should be. */
public record Decision(Instant at) {}
