/** Brings what is said on the topics into the read models. */
@NullMarked
package dev.traza.query.feed;

import org.jspecify.annotations.NullMarked;
