/** What comes from Kafka, and the order in which it is worked off. */
@NullMarked
package dev.traza.routing.feed;

import org.jspecify.annotations.NullMarked;
