/** What makes this node itself: its directory and its name among the others. */
@NullMarked
package dev.traza.query.node;

import org.jspecify.annotations.NullMarked;
