/** Work for a running stack, and a careful record of what the stack answered. */
@NullMarked
package dev.traza.system.load;

import org.jspecify.annotations.NullMarked;
