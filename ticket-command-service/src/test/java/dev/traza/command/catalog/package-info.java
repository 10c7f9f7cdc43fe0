/** Tests of the catalog's rules. */
@NullMarked
package dev.traza.command.catalog;

import org.jspecify.annotations.NullMarked;
