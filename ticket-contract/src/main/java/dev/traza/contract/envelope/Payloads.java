package dev.traza.contract.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.traza.contract.ContractJson;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

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

    /**
     * Reads a message.
     *
     * @param former the steps that its version is behind the present one
     */
    static <M> M read(String name, byte[] value, Class<? extends M> type, List<Upcaster> former)
            throws UnreadableRecordException {
        if (value == null) {
            throw withoutValue(name);
        }
        try {
            if (!former.isEmpty()) {
                return read(name, ContractJson.mapper().readTree(value), type, former);
            }
            M message = ContractJson.mapper().readValue(value, type);
            if (message == null) {
                throw withoutValue(name);
            }
            return message;
        } catch (IOException e) {
            throw unreadable("The value is not a " + name, e);
        }
    }

    /** Does the same for JSON that was read already. It may be changed. */
    static <M> M read(String name, JsonNode value, Class<? extends M> type, List<Upcaster> former)
            throws UnreadableRecordException {
        if (!(value instanceof ObjectNode json)) {
            throw withoutValue(name);
        }
        ObjectNode present = json;
        for (Upcaster step : former) {
            present = step.upcast(present);
        }
        try {
            return ContractJson.mapper().treeToValue(present, type);
        } catch (JsonProcessingException e) {
            throw unreadable("The value is not a " + name, e);
        }
    }

    private static UnreadableRecordException withoutValue(String name) {
        return new UnreadableRecordException("A " + name + " has no value");
    }

    /** Says where JSON could not be read, and not what stood there: Jackson's own messages quote it, and get logged. */
    static UnreadableRecordException unreadable(String what, IOException found) {
        String where = found instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step ->
                                step.getFieldName() != null ? step.getFieldName() : String.valueOf(step.getIndex()))
                        .collect(Collectors.joining("/", "/", ""))
                : "its syntax";
        return new UnreadableRecordException(what + ": " + found.getClass().getSimpleName() + " at " + where);
    }
}
