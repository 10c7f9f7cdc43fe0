/** The programs of {@code docs/integrators.md}, between marks from which the page is checked, and the tests that run them. */
@NullMarked
package dev.traza.system.guide;

import org.jspecify.annotations.NullMarked;
