/** Which parts of what is said on the topics belong to a person, and can be taken away again. */
@NullMarked
package dev.traza.contract.personal;

import org.jspecify.annotations.NullMarked;
