/** Who is in which team, as routing publishes it: for checking what people ask before it becomes a command. */
@NullMarked
package dev.traza.command.directory;

import org.jspecify.annotations.NullMarked;
