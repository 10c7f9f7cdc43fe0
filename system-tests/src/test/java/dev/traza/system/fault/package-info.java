/** What can go wrong with a running stack, and in which order. */
@NullMarked
package dev.traza.system.fault;

import org.jspecify.annotations.NullMarked;
