/** The arithmetic of retries and the harmlessness of what people write. */
@NullMarked
package dev.traza.notification.ledger;

import org.jspecify.annotations.NullMarked;
