@NullMarked
package dev.traza.contract.sealing;

import org.jspecify.annotations.NullMarked;
