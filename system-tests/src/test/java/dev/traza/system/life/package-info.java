/** A ticket as a few lines of plain Java, and random lives to compare the running system with it. */
@NullMarked
package dev.traza.system.life;

import org.jspecify.annotations.NullMarked;
