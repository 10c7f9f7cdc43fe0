/**
 * The keys of what people write in commands. A command is on record before anybody knows whose ticket it is for, so its
 * texts are sealed with a key of the log, and that key lives only as long as commands wait to be decided.
 */
@NullMarked
package dev.traza.command.logkey;

import org.jspecify.annotations.NullMarked;
