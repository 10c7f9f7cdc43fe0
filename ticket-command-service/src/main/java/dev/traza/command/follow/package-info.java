/** Reading one partition of a topic by hand, without a group: for what every instance must see by itself. */
@NullMarked
package dev.traza.command.follow;

import org.jspecify.annotations.NullMarked;
