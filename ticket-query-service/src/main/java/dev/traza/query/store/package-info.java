/** Read models in MongoDB, read and written by {@code _id} alone. */
@NullMarked
package dev.traza.query.store;

import org.jspecify.annotations.NullMarked;
