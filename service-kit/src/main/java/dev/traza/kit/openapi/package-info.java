/** What is the same in every service's OpenAPI document beyond its problems. */
@NullMarked
package dev.traza.kit.openapi;

import org.jspecify.annotations.NullMarked;
