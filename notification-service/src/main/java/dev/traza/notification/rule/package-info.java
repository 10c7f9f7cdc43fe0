/** Who is to be told what, as pure functions of an event and the ticket it happened to. */
@NullMarked
package dev.traza.notification.rule;

import org.jspecify.annotations.NullMarked;
