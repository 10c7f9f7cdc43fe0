/** The folder that a local stack lives in, and who may change it. */
@NullMarked
package dev.traza.stack.home;

import org.jspecify.annotations.NullMarked;
