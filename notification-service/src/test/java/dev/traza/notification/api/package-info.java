/** The ledger over HTTP. */
@NullMarked
package dev.traza.notification.api;

import org.jspecify.annotations.NullMarked;
