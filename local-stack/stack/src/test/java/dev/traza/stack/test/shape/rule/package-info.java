/** Part of a service in a bad shape, for ArchitectureRulesTest. */
@NullMarked
package dev.traza.stack.test.shape.rule;

import org.jspecify.annotations.NullMarked;
