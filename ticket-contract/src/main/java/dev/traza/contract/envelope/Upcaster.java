package dev.traza.contract.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One step through a message's history: says the JSON of one version in the words of the next. It guesses nothing. */
@FunctionalInterface
interface Upcaster {

    /**
     * The same message in the next version.
     *
     * @param older becomes the result; fields that this step does not know stay as they are
     * @throws UnreadableRecordException if something is not there that the older version always has
     */
    ObjectNode upcast(ObjectNode older) throws UnreadableRecordException;
}
