/** Topics are as the contract says, or the service does not start. */
@NullMarked
package dev.traza.kit.topic;

import org.jspecify.annotations.NullMarked;
