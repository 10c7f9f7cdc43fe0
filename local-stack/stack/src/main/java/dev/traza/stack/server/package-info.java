/** The three servers that Traza needs, each in a JVM of its own: the log, the documents, the mail. */
@NullMarked
package dev.traza.stack.server;

import org.jspecify.annotations.NullMarked;
