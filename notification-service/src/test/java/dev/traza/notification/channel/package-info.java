/** The mail channel against servers that behave in every way. */
@NullMarked
package dev.traza.notification.channel;

import org.jspecify.annotations.NullMarked;
