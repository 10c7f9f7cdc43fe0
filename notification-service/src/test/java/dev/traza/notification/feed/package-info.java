/** What a feed does when it is replayed, cut off or fed nonsense. */
@NullMarked
package dev.traza.notification.feed;

import org.jspecify.annotations.NullMarked;
