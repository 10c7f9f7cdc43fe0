/** How a person or a program uses Traza over HTTP. */
@NullMarked
package dev.traza.system.client;

import org.jspecify.annotations.NullMarked;
