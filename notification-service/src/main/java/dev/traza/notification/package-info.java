/** Tells people what happens to their tickets: events in, mail out, and a ledger of every message in between. */
@NullMarked
package dev.traza.notification;

import org.jspecify.annotations.NullMarked;
