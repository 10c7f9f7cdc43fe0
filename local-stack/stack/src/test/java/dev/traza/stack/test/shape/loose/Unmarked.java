package dev.traza.stack.test.shape.loose;

import dev.traza.sla.imagined.Clock;

/** Stands in a package that says nothing about null and that no order names, and uses another service. */
public record Unmarked(String text, Clock clock) {}
