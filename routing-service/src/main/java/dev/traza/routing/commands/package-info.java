/** What leaves for Kafka: commands with their explanations, and the directory. */
@NullMarked
package dev.traza.routing.commands;

import org.jspecify.annotations.NullMarked;
