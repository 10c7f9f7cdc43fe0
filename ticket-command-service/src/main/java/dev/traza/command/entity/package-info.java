/** What all event-sourced entities have in common. */
@NullMarked
package dev.traza.command.entity;

import org.jspecify.annotations.NullMarked;
