/** Every intended message with its fate: what makes a replay harmless and a missing mail explainable. */
@NullMarked
package dev.traza.notification.ledger;

import org.jspecify.annotations.NullMarked;
