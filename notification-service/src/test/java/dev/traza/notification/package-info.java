/** What the service as a whole does, seen from outside: events in, mail out, the ledger over HTTP. */
@NullMarked
package dev.traza.notification;

import org.jspecify.annotations.NullMarked;
