/** How a message leaves the house. */
@NullMarked
package dev.traza.notification.channel;

import org.jspecify.annotations.NullMarked;
