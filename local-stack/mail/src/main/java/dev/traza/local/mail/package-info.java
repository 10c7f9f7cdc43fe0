/** A mail server that takes everything and delivers nothing. */
@NullMarked
package dev.traza.local.mail;

import org.jspecify.annotations.NullMarked;
