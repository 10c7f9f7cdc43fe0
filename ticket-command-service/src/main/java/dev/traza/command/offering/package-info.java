/** What the catalog offers, as this instance follows it: for checking what people ask before it becomes a command. */
@NullMarked
package dev.traza.command.offering;

import org.jspecify.annotations.NullMarked;
