/** What the HTTP surfaces of all services have in common: strict JSON and limits. */
@NullMarked
package dev.traza.kit.http;

import org.jspecify.annotations.NullMarked;
