/** What happened to tickets, in sentences of a language; it knows views and the contract, and no words of its own. */
@NullMarked
package dev.traza.query.words;

import org.jspecify.annotations.NullMarked;
