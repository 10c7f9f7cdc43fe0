package dev.traza.notification.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.max;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOneModel;
import dev.traza.notification.ticket.TicketContext;
import dev.traza.notification.ticket.TicketContexts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/**
 * One document a ticket. The whole context is one value whose first field is the version, written with {@code $max}:
 * values compare field by field, so an older one, written late by an instance that lost its partition, changes nothing.
 * The filter stays the bare id, which the embedded server needs to be quick.
 */
public final class MongoTicketContexts implements TicketContexts {

    private static final String CONTEXT = "context";
    private static final String VERSION = "version";

    private final MongoCollection<Document> tickets;

    /** In this database. */
    public MongoTicketContexts(MongoDatabase database) {
        tickets = database.getCollection("tickets");
    }

    @Override
    public Optional<TicketContext> find(UUID ticketId) {
        return Optional.ofNullable(tickets.find(eq(MongoCollections.ID, ticketId.toString()))
                        .first())
                .map(found -> MongoCollections.read(found.get(CONTEXT, Document.class), TicketContext.class));
    }

    @Override
    public void save(Collection<TicketContext> contexts) {
        if (contexts.isEmpty()) {
            return;
        }
        List<UpdateOneModel<Document>> writes = contexts.stream()
                .map(context -> new UpdateOneModel<Document>(
                        eq(MongoCollections.ID, context.ticketId().toString()),
                        max(CONTEXT, versionFirst(context)),
                        MongoCollections.UPSERT))
                .toList();
        tickets.bulkWrite(writes);
    }

    private static Document versionFirst(TicketContext context) {
        Document ordered = new Document(VERSION, context.version());
        for (Map.Entry<String, Object> field :
                MongoCollections.documentOf(context).entrySet()) {
            if (!field.getKey().equals(VERSION)) {
                ordered.append(field.getKey(), field.getValue());
            }
        }
        return ordered;
    }
}
