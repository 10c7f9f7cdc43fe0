/** The organisation: desks, their teams, the agents in them, and what each agent carries at present. */
@NullMarked
package dev.traza.routing.desk;

import org.jspecify.annotations.NullMarked;
