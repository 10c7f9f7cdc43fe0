package dev.traza.query.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What is kept in a document, as JSON text in one field: it holds names that callers chose (custom fields), and BSON does
 * not take every text as a field's name.
 */
final class Documents {

    static final String ID = "_id";

    private Documents() {}

    static String write(Object kept) {
        try {
            return ContractJson.mapper().writeValueAsString(kept);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every read model can be written as JSON", e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return ContractJson.mapper().readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException("A document is not the " + type.getSimpleName() + " it should be", e);
        }
    }
}
