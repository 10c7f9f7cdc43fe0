/** Words: what people type into a search field, and in which forms a word is the same word. Spanish and English alike. */
@NullMarked
package dev.traza.query.text;

import org.jspecify.annotations.NullMarked;
