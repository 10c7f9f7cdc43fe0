/** What is true of Traza from outside: load on a running stack, its history, and a checker that says what is wrong. */
@NullMarked
package dev.traza.system;

import org.jspecify.annotations.NullMarked;
