/** The words of the service catalog: what can be asked of support, and what has to be said when it is asked. */
@NullMarked
package dev.traza.contract.catalog;

import org.jspecify.annotations.NullMarked;
