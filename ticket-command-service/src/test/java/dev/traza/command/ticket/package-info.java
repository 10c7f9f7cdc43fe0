/** The rules of a ticket's life, told as given / when / then and without any framework. */
@NullMarked
package dev.traza.command.ticket;

import org.jspecify.annotations.NullMarked;
