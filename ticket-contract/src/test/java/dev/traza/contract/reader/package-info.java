@NullMarked
package dev.traza.contract.reader;

import org.jspecify.annotations.NullMarked;
