/** What happens right now: the end of the log as this node reads it, who follows it, and who looks at what. */
@NullMarked
package dev.traza.query.live;

import org.jspecify.annotations.NullMarked;
