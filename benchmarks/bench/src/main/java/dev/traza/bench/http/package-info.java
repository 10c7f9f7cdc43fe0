/** Requests over HTTP/1.1 by a client that costs little, because it shares the machine with what it measures. */
@NullMarked
package dev.traza.bench.http;

import org.jspecify.annotations.NullMarked;
