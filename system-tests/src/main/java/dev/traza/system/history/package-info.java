/** What a stack's history looks like from outside: its topics, its read model, its mail. */
@NullMarked
package dev.traza.system.history;

import org.jspecify.annotations.NullMarked;
