/** Files on their way to a ticket. */
@NullMarked
package dev.traza.command.attachment;

import org.jspecify.annotations.NullMarked;
