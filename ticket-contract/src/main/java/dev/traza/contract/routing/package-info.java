/** Decisions of routing with their explanation, and the directory of desks, teams and agents. */
@NullMarked
package dev.traza.contract.routing;

import org.jspecify.annotations.NullMarked;
