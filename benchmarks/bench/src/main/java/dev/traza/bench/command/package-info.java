/** What the command path does: how much, how fast, and when it can be seen. */
@NullMarked
package dev.traza.bench.command;

import org.jspecify.annotations.NullMarked;
