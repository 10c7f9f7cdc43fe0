/** A server that speaks MongoDB's wire protocol over one H2 file. */
@NullMarked
package dev.traza.local.mongo;

import org.jspecify.annotations.NullMarked;
