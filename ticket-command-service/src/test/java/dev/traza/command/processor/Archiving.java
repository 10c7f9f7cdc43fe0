package dev.traza.command.processor;

import java.time.Duration;

/** Archiving as a test wants it. */
record Archiving(Duration after, Duration every, int batch) implements ProcessorConfig.Archive {}
