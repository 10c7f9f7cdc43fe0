/** Errors of the HTTP surface: problem documents (RFC 9457), and the mapping of everything that can go wrong onto them. */
@NullMarked
package dev.traza.kit.problem;

import org.jspecify.annotations.NullMarked;
