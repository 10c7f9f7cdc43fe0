/** Read models of all tickets, and the REST reads on them: feed → view → store · index → api. */
@NullMarked
package dev.traza.query;

import org.jspecify.annotations.NullMarked;
