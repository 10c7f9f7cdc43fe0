/** For whoever reads {@code ticket-events} and may read what people wrote: gets the keys, keeps them for a while, opens texts. */
@NullMarked
package dev.traza.contract.reader;

import org.jspecify.annotations.NullMarked;
