package dev.traza.routing.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import dev.traza.routing.ticket.RoutedTicket;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/** What routing knows of each ticket. */
@Singleton
public class TicketStore {

    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final RoutingDatabase database;
    private final boolean guarded;

    @Inject
    TicketStore(RoutingDatabase database, StoreConfig config) {
        this(database, config.guardedWrites());
    }

    /** @param guarded whether a write names the revision it replaces */
    public TicketStore(RoutingDatabase database, boolean guarded) {
        this.database = database;
        this.guarded = guarded;
    }

    /** These tickets; one that was never heard of is there too, in its beginning. */
    public Map<UUID, StoredTicket> load(Collection<UUID> ticketIds) {
        Map<UUID, StoredTicket> found = new HashMap<>();
        if (ticketIds.isEmpty()) {
            return found;
        }
        List<String> ids = ticketIds.stream().map(UUID::toString).distinct().toList();
        for (Document document : database.tickets().find(Documents.byId(new Document("$in", ids)))) {
            StoredTicket stored = read(document);
            found.put(stored.ticket().ticketId(), stored);
        }
        ticketIds.forEach(id ->
                found.computeIfAbsent(id, missing -> new StoredTicket(RoutedTicket.unheardOf(missing), 0, List.of())));
        return found;
    }

    /** One ticket, if it has ever been heard of. */
    public Optional<StoredTicket> find(UUID ticketId) {
        Document document =
                database.tickets().find(Documents.byId(ticketId.toString())).first();
        return Optional.ofNullable(document).map(TicketStore::read);
    }

    /** The id of the ticket with this number. */
    public Optional<UUID> idOf(String number) {
        Document document = database.numbers().find(Documents.byId(number)).first();
        return Optional.ofNullable(document).map(found -> UUID.fromString(found.getString("ticketId")));
    }

    /** Makes these numbers lead to their tickets. */
    public void remember(Map<String, UUID> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        List<WriteModel<Document>> writes = numbers.entrySet().stream()
                .<WriteModel<Document>>map(entry -> new UpdateOneModel<>(
                        Documents.byId(entry.getKey()),
                        new Document(
                                "$set",
                                new Document("ticketId", entry.getValue().toString())),
                        UPSERT))
                .toList();
        database.numbers().bulkWrite(writes, UNORDERED);
    }

    /**
     * Writes these tickets and gives them back at their new revisions.
     *
     * @throws StoreConflictException if another instance has written one of them since it was loaded (only with guarded
     *     writes)
     */
    public List<StoredTicket> save(Collection<StoredTicket> tickets) {
        List<WriteModel<Document>> writes = new ArrayList<>();
        List<StoredTicket> saved = new ArrayList<>();
        for (StoredTicket stored : tickets) {
            String id = stored.ticket().ticketId().toString();
            long revision = stored.revision() + 1;
            Document filter = Documents.byId(id);
            if (guarded) {
                filter.append("revision", stored.revision());
            }
            writes.add(new UpdateOneModel<>(
                    filter,
                    new Document(
                            "$set",
                            new Document("revision", revision)
                                    .append("ticket", Documents.of(stored.ticket()))
                                    .append(
                                            "decisions",
                                            stored.decisions().stream()
                                                    .map(UUID::toString)
                                                    .toList())),
                    UPSERT));
            saved.add(new StoredTicket(stored.ticket(), revision, stored.decisions()));
        }
        write(writes);
        return saved;
    }

    private void write(List<WriteModel<Document>> writes) {
        if (writes.isEmpty()) {
            return;
        }
        try {
            BulkWriteResult result = database.tickets().bulkWrite(writes, UNORDERED);
            int written = result.getMatchedCount() + result.getUpserts().size();
            if (written < writes.size()) {
                throw new StoreConflictException("Of %d tickets %d were written".formatted(writes.size(), written));
            }
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().allMatch(error -> Documents.isDuplicate(error.getCode()))) {
                throw new StoreConflictException("%d tickets were written by another instance"
                        .formatted(e.getWriteErrors().size()));
            }
            throw e;
        }
    }

    private static StoredTicket read(Document document) {
        return new StoredTicket(
                Documents.read(document.get("ticket", Document.class), RoutedTicket.class),
                Documents.number(document, "revision"),
                document.getList("decisions", String.class, List.of()).stream()
                        .map(UUID::fromString)
                        .toList());
    }
}
