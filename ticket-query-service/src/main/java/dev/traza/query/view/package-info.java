/** What a reader sees of a ticket, folded from its events: pure functions that know the contract and nothing else. */
@NullMarked
package dev.traza.query.view;

import org.jspecify.annotations.NullMarked;
