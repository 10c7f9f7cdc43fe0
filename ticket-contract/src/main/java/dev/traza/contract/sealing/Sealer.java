package dev.traza.contract.sealing;

import dev.traza.contract.personal.Scope;

/** What becomes of a personal text when it is written as JSON; given to an {@code ObjectWriter} as an attribute. */
public interface Sealer {

    /** The text as it is to stand in the JSON. */
    String seal(Scope scope, String text);
}
