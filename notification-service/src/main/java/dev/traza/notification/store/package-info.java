/** The ledger, the tickets and the directory in MongoDB. */
@NullMarked
package dev.traza.notification.store;

import org.jspecify.annotations.NullMarked;
