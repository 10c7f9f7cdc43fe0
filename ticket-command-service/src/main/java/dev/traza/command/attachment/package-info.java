/** Files on their way to a ticket: received, looked at, and claimed by what somebody says. */
@NullMarked
package dev.traza.command.attachment;

import org.jspecify.annotations.NullMarked;
