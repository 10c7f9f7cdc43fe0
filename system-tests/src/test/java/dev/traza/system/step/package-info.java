/** Operations of several steps, told as stories, and where kills have fallen between their steps. */
@NullMarked
package dev.traza.system.step;

import org.jspecify.annotations.NullMarked;
