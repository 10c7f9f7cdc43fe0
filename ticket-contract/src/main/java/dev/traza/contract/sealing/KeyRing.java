package dev.traza.contract.sealing;

import dev.traza.contract.personal.Scope;

/** The keys with which the texts of one ticket are sealed. */
@FunctionalInterface
public interface KeyRing {

    /** The key for texts of this scope; a new one if there was none. */
    TextKey keyFor(Scope scope);
}
