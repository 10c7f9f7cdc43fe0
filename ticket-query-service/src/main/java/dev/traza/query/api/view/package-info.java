/** Saved views: lists kept under a name. */
@NullMarked
package dev.traza.query.api.view;

import org.jspecify.annotations.NullMarked;
