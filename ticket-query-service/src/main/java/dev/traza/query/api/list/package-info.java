/** Lists of tickets: what they may be asked for, and their pages. */
@NullMarked
package dev.traza.query.api.list;

import org.jspecify.annotations.NullMarked;
