/**
 * Working time: calendars as they are written and as they stand on their topic, which instants count, and the exact
 * arithmetic on them.
 */
@NullMarked
package dev.traza.workingtime;

import org.jspecify.annotations.NullMarked;
