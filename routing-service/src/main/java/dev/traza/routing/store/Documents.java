package dev.traza.routing.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.mongodb.MongoWriteException;
import dev.traza.contract.ContractJson;
import org.bson.Document;

/** Values as documents: their JSON, so that what is stored reads like what is published. */
final class Documents {

    private static final int DUPLICATE_KEY = 11000;

    private Documents() {}

    static Document of(Object value) {
        try {
            return Document.parse(ContractJson.mapper().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a value that can be stored: " + value.getClass(), e);
        }
    }

    static <T> T read(Document stored, Class<T> type) {
        try {
            return ContractJson.mapper().readValue(stored.toJson(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored is not a " + type.getSimpleName(), e);
        }
    }

    static long number(Document stored, String field) {
        if (stored.get(field) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("What is stored has no number in " + field);
    }

    static Document byId(Object id) {
        return new Document("_id", id);
    }

    static boolean isDuplicate(MongoWriteException e) {
        return e.getError().getCode() == DUPLICATE_KEY;
    }

    static boolean isDuplicate(int code) {
        return code == DUPLICATE_KEY;
    }
}
