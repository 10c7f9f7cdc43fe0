/** The topics, their keys and the settings they are created with. */
@NullMarked
package dev.traza.contract.topic;

import org.jspecify.annotations.NullMarked;
