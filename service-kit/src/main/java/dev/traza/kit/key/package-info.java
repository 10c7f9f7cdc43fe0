/** The keys of the texts on {@code ticket-events}, for the services that read what people wrote. */
@NullMarked
package dev.traza.kit.key;

import org.jspecify.annotations.NullMarked;
