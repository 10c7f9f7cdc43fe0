/** What an endpoint can do at best that puts a record on a topic for each request and waits until the broker has it. */
@NullMarked
package dev.traza.bench.append;

import org.jspecify.annotations.NullMarked;
