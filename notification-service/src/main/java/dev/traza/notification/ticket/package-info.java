/** The little that has to be known of tickets, agents and teams to tell people about them. */
@NullMarked
package dev.traza.notification.ticket;

import org.jspecify.annotations.NullMarked;
