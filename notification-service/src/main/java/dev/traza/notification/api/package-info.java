/** The ledger over HTTP, for support staff. */
@NullMarked
package dev.traza.notification.api;

import org.jspecify.annotations.NullMarked;
