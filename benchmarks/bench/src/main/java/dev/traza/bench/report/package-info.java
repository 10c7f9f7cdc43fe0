/** What was measured, for people and for comparisons. */
@NullMarked
package dev.traza.bench.report;

import org.jspecify.annotations.NullMarked;
