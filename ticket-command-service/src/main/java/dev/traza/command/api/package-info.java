/** The REST surface of the write side: requests in, commands and their answers as HTTP has them out. */
@NullMarked
package dev.traza.command.api;

import org.jspecify.annotations.NullMarked;
