/** Events in: reads the topics in batches and has everything on record before it goes on. */
@NullMarked
package dev.traza.notification.feed;

import org.jspecify.annotations.NullMarked;
