/** Where the facts that figures are computed from are kept: an index on each node. */
@NullMarked
package dev.traza.query.facts;

import org.jspecify.annotations.NullMarked;
