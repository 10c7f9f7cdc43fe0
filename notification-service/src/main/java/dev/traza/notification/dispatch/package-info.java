/** Takes what is due in the ledger, finds out where it goes, and has it sent. */
@NullMarked
package dev.traza.notification.dispatch;

import org.jspecify.annotations.NullMarked;
