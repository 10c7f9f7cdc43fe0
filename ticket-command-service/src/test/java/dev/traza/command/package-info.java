/** The service as a whole. */
@NullMarked
package dev.traza.command;

import org.jspecify.annotations.NullMarked;
