/** Lists that people keep under a name. Nothing else knows of them, so they have a topic of their own. */
@NullMarked
package dev.traza.query.savedview;

import org.jspecify.annotations.NullMarked;
