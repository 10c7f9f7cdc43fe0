/** Processes of the operating system: started, waited for, ended, and never left behind. */
@NullMarked
package dev.traza.stack.process;

import org.jspecify.annotations.NullMarked;
