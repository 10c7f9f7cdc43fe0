/** Changes of the organisation and the rules, with their checks, and their publication. */
@NullMarked
package dev.traza.routing.directory;

import org.jspecify.annotations.NullMarked;
