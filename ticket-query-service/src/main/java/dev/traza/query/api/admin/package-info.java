/** Looking at projections, building them anew beside, and switching over and back. */
@NullMarked
package dev.traza.query.api.admin;

import org.jspecify.annotations.NullMarked;
