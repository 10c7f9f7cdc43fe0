/** Where all of it is kept: MongoDB, read and written by id alone. */
@NullMarked
package dev.traza.routing.store;

import org.jspecify.annotations.NullMarked;
