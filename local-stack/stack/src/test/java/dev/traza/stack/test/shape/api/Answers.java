package dev.traza.stack.test.shape.api;

import dev.traza.stack.test.shape.rule.Decision;
import dev.traza.stack.test.shape.store.Shelf;

/** Uses what comes after it: as it should be. */
public record Answers(Decision decision, Shelf shelf) {}
