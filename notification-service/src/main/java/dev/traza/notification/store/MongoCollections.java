package dev.traza.notification.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.mongodb.client.model.UpdateOptions;
import dev.traza.contract.ContractJson;
import org.bson.Document;

/** What all adapters share: how records become documents. */
final class MongoCollections {

    static final String ID = "_id";
    static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private MongoCollections() {}

    static Document documentOf(Object value) {
        try {
            return Document.parse(ContractJson.mapper().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every record of the ledger can be written as JSON", e);
        }
    }

    static <T> T read(Document document, Class<T> type) {
        try {
            return ContractJson.mapper().readValue(document.toJson(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored " + type.getSimpleName() + " cannot be read", e);
        }
    }
}
