/** What holds for envelopes, ids and records on the topics. */
@NullMarked
package dev.traza.contract.envelope;

import org.jspecify.annotations.NullMarked;
