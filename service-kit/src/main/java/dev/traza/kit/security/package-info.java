/** Who calls: the bearer token as the domain's actor and roles. */
@NullMarked
package dev.traza.kit.security;

import org.jspecify.annotations.NullMarked;
