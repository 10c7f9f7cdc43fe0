/** Service-level policies and calendars as data: which goal applies to which ticket, and whether they make sense. */
@NullMarked
package dev.traza.sla.policy;

import org.jspecify.annotations.NullMarked;
