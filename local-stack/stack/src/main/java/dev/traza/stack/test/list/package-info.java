/** Lists of tickets answered the slow way, by looking at each: what the answers of the search index are compared with. */
@NullMarked
package dev.traza.stack.test.list;

import org.jspecify.annotations.NullMarked;
