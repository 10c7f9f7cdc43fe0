package dev.traza.contract.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.traza.contract.ContractJson;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Messages as the JSON of a record's value. */
final class Payloads {

    private static final Pattern A_NAME = Pattern.compile("[A-Za-z0-9.]{1,100}");

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
                .orElseThrow(() -> new UnreadableRecordException(
                        "The type " + (A_NAME.matcher(name).matches() ? name : "") + " is not known to this reader"));
        try {
            M message = value == null ? null : ContractJson.mapper().readValue(value, type);
            if (message == null) {
                throw new UnreadableRecordException("A " + name + " has no value");
            }
            return message;
        } catch (IOException e) {
            throw unreadable("The value is not a " + name, e);
        }
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
