/**
 * The domain of the service catalog: what may happen to an item, what a form may ask, and whether answers fit a form. It
 * knows the contract and Axon's annotations, and neither HTTP nor Kafka.
 */
@NullMarked
package dev.traza.command.catalog;

import org.jspecify.annotations.NullMarked;
