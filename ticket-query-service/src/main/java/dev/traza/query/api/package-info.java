/** What all REST reads share: who asks, what they have seen, how parameters, cursors and pages look. */
@NullMarked
package dev.traza.query.api;

import org.jspecify.annotations.NullMarked;
