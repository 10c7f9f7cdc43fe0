/** How far the service's consumers are, and whether they are well. */
@NullMarked
package dev.traza.kit.feed;

import org.jspecify.annotations.NullMarked;
