/** What reading costs among many tickets, and how fast they are made readable. */
@NullMarked
package dev.traza.bench.read;

import org.jspecify.annotations.NullMarked;
