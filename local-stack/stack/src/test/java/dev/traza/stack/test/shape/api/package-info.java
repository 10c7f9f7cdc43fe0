/** Part of a service in a bad shape, for ArchitectureRulesTest. */
@NullMarked
package dev.traza.stack.test.shape.api;

import org.jspecify.annotations.NullMarked;
