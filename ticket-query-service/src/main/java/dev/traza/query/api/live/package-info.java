/** What happens as it happens: streams of a ticket, of a list and of all, and who is looking. */
@NullMarked
package dev.traza.query.api.live;

import org.jspecify.annotations.NullMarked;
