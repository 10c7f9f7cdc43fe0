/** Tests of policies and calendars as records. */
@NullMarked
package dev.traza.sla.book;

import org.jspecify.annotations.NullMarked;
