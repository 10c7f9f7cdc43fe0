package dev.traza.contract.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import java.io.IOException;

/** Messages as the JSON of a record's value. */
final class Payloads {

    private Payloads() {}

    static byte[] write(Object message) {
        try {
            return ContractJson.mapper().writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every message of the contract can be written as JSON", e);
        }
    }

    static <M> M read(MessageCatalogue<M> catalogue, String name, byte[] value) throws UnreadableRecordException {
        Class<? extends M> type = catalogue
                .typeOf(name)
                .orElseThrow(() -> new UnreadableRecordException("The type " + name + " is not known to this reader"));
        try {
            M message = value == null ? null : ContractJson.mapper().readValue(value, type);
            if (message == null) {
                throw new UnreadableRecordException("A " + name + " has no value");
            }
            return message;
        } catch (IOException e) {
            throw new UnreadableRecordException("The value is not a " + name, e);
        }
    }
}
