/** Handing over commands and waiting for their answers. */
@NullMarked
package dev.traza.command.gateway;

import org.jspecify.annotations.NullMarked;
