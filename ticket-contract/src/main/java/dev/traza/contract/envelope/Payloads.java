package dev.traza.contract.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.traza.contract.ContractJson;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.sealing.Opener;
import dev.traza.contract.sealing.Sealer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages as the JSON of a record's value. */
final class Payloads {

    private static final ObjectWriter WRITER = ContractJson.mapper().writer();
    private static final ObjectReader READER = ContractJson.mapper().reader();

    private Payloads() {}

    static byte[] write(Object message) {
        return write(message, null);
    }

    /** @param sealer what becomes of personal texts; absent leaves them as they are */
    static byte[] write(Object message, @Nullable Sealer sealer) {
        try {
            return WRITER.withAttribute(Sealer.class, sealer).writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every message of the contract can be written as JSON", e);
        }
    }

    /**
     * Reads a message.
     *
     * @param former the steps that its version is behind the present one
     * @param opener what becomes of personal texts; absent leaves them as they are
     */
    static <M> M read(
            String name, byte[] value, Class<? extends M> type, List<Upcaster> former, @Nullable Opener opener)
            throws UnreadableRecordException {
        if (value == null) {
            throw withoutValue(name);
        }
        try {
            if (!former.isEmpty()) {
                return read(name, ContractJson.mapper().readTree(value), type, former, opener);
            }
            M message = reader(opener).readValue(value, type);
            if (message == null) {
                throw withoutValue(name);
            }
            return message;
        } catch (IOException e) {
            throw unreadable("The value is not a " + name, e);
        }
    }

    /** Does the same for JSON that was read already. It may be changed. */
    static <M> M read(
            String name, JsonNode value, Class<? extends M> type, List<Upcaster> former, @Nullable Opener opener)
            throws UnreadableRecordException {
        if (!(value instanceof ObjectNode json)) {
            throw withoutValue(name);
        }
        ObjectNode present = json;
        for (Upcaster step : former) {
            present = step.upcast(present);
        }
        try {
            return reader(opener).treeToValue(present, type);
        } catch (JsonProcessingException e) {
            throw unreadable("The value is not a " + name, e);
        }
    }

    /**
     * The same message without its personal texts of some scopes.
     *
     * @param gone which they are
     */
    static <M> M erased(M message, Predicate<Scope> gone) {
        List<Optional<String>> texts = new ArrayList<>();
        byte[] json = write(message, (scope, text) -> {
            texts.add(gone.test(scope) ? Optional.empty() : Optional.of(text));
            return String.valueOf(texts.size() - 1);
        });
        try {
            @SuppressWarnings("unchecked") // written and read as the same class
            M erased = (M) reader(place -> texts.get(Integer.parseInt(place))).readValue(json, message.getClass());
            return erased;
        } catch (IOException e) {
            throw new IllegalStateException("Every message of the contract can be read again", e);
        }
    }

    private static ObjectReader reader(@Nullable Opener opener) {
        return READER.withAttribute(Opener.class, opener);
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
