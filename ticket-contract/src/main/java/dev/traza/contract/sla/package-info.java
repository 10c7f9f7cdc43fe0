/** What happens to the clocks of a ticket's service-level agreement. */
@NullMarked
package dev.traza.contract.sla;

import org.jspecify.annotations.NullMarked;
