/** The processor on its own: what it writes for what it reads. */
@NullMarked
package dev.traza.command.processor;

import org.jspecify.annotations.NullMarked;
