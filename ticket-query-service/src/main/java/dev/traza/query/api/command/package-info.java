/** What became of a command. */
@NullMarked
package dev.traza.query.api.command;

import org.jspecify.annotations.NullMarked;
