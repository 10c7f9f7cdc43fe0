/** What a test needs: servers that are running, and tokens that the services accept. */
@NullMarked
package dev.traza.stack.test;

import org.jspecify.annotations.NullMarked;
