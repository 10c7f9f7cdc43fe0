/**
 * A support day, played through the public APIs: the day is planned from a seed, people play it, what was acknowledged
 * is counted, and the count is compared with the log.
 */
@NullMarked
package dev.traza.stack.demo;

import org.jspecify.annotations.NullMarked;
