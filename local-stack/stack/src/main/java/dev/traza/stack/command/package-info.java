/** What a person types after ./traza. */
@NullMarked
package dev.traza.stack.command;

import org.jspecify.annotations.NullMarked;
