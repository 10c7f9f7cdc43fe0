/**
 * How {@link dev.traza.contract.personal.Personal} texts stand on the logs: each encrypted by AES-256-GCM with a key of its
 * scope, so that to destroy the key is to erase the text wherever a copy of the log may be.
 */
@NullMarked
package dev.traza.contract.sealing;

import org.jspecify.annotations.NullMarked;
