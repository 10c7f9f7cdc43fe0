/** The local signing key and the bearer tokens made with it. */
@NullMarked
package dev.traza.stack.token;

import org.jspecify.annotations.NullMarked;
