@NullMarked
package dev.traza.workingtime;

import org.jspecify.annotations.NullMarked;
