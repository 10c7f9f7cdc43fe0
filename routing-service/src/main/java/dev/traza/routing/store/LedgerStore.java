package dev.traza.routing.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.routing.decision.Decision;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.bson.Document;

/** Every decision, written before anything of it is sent. */
@Singleton
public class LedgerStore {

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final String RESTORED = "ledger-restored";

    private final RoutingDatabase database;

    /** In this database. */
    @Inject
    public LedgerStore(RoutingDatabase database) {
        this.database = database;
    }

    /**
     * A decision and whether it is known to have reached Kafka.
     */
    public record Entry(Decision decision, boolean sent) {}

    /**
     * Writes decisions that have not been sent.
     *
     * @throws StoreConflictException if there is another for the same cause, or of the same number, as one of them; the
     *     others are written
     */
    public void write(Collection<Decision> decisions) {
        int conflicts = insert(decisions, false);
        if (conflicts > 0) {
            throw new StoreConflictException(
                    "%d of %d decisions were made by another".formatted(conflicts, decisions.size()));
        }
    }

    /**
     * Writes decisions that were sent long ago. Those that are there are left alone: they were written by the one who
     * decided, and say at least as much.
     */
    public void restore(Collection<Decision> decisions) {
        insert(decisions, true);
    }

    /** The decisions that these events have led to, by event. */
    public Map<UUID, Entry> find(Collection<UUID> causeIds) {
        Map<UUID, Entry> found = new HashMap<>();
        if (causeIds.isEmpty()) {
            return found;
        }
        List<String> ids = causeIds.stream().map(UUID::toString).distinct().toList();
        for (Document document : database.ledger().find(Documents.byId(new Document("$in", ids)))) {
            Entry entry = entry(document);
            found.put(entry.decision().causeId(), entry);
        }
        return found;
    }

    /** The decision with this number on this ticket. */
    public Optional<Entry> at(UUID ticketId, long sequence) {
        // Exactly the fields of the unique index: anything else would be searched for in the whole ledger.
        Document document = database.ledger()
                .find(new Document("ticketId", ticketId.toString()).append("sequence", sequence))
                .first();
        return Optional.ofNullable(document).map(LedgerStore::entry);
    }

    /** These decisions in the order of their numbers. */
    public List<Decision> inOrder(Collection<UUID> causeIds) {
        return find(causeIds).values().stream()
                .map(Entry::decision)
                .sorted(Comparator.comparingLong(Decision::sequence))
                .toList();
    }

    /** Remembers that these have reached Kafka. */
    public void markSent(Collection<Decision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        List<WriteModel<Document>> writes = decisions.stream()
                .<WriteModel<Document>>map(decision -> new UpdateOneModel<>(
                        Documents.byId(decision.causeId().toString()),
                        new Document("$set", new Document("sent", true))))
                .toList();
        database.ledger().bulkWrite(writes, UNORDERED);
    }

    /** Whether this database has been given the decisions of earlier databases. */
    public boolean isRestored() {
        return database.meta().find(Documents.byId(RESTORED)).first() != null;
    }

    /** This database has been given the decisions of earlier databases. */
    public void markRestored() {
        database.meta()
                .replaceOne(Documents.byId(RESTORED), Documents.byId(RESTORED), new ReplaceOptions().upsert(true));
    }

    private int insert(Collection<Decision> decisions, boolean sent) {
        if (decisions.isEmpty()) {
            return 0;
        }
        try {
            database.ledger()
                    .insertMany(
                            decisions.stream()
                                    .map(decision -> document(decision, sent))
                                    .toList(),
                            new InsertManyOptions().ordered(false));
            return 0;
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().allMatch(error -> Documents.isDuplicate(error.getCode()))) {
                return e.getWriteErrors().size();
            }
            throw e;
        }
    }

    private static Document document(Decision decision, boolean sent) {
        Document document = Documents.byId(decision.causeId().toString())
                .append("ticketId", decision.ticketId().toString())
                .append("sequence", decision.sequence())
                .append("sent", sent)
                .append("explanation", record(decision.explanation()));
        if (decision.command() != null) {
            document.append("command", record(decision.command()));
        }
        return document;
    }

    private static Document record(WireRecord record) {
        Document headers = new Document();
        for (Header header : record.headers()) {
            headers.append(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return new Document("key", record.key())
                .append("headers", headers)
                .append("value", new String(record.value(), StandardCharsets.UTF_8));
    }

    private static Entry entry(Document document) {
        return new Entry(read(document), document.getBoolean("sent", false));
    }

    private static Decision read(Document document) {
        return new Decision(
                UUID.fromString(document.getString("_id")),
                UUID.fromString(document.getString("ticketId")),
                Documents.number(document, "sequence"),
                Optional.ofNullable(document.get("command", Document.class))
                        .map(LedgerStore::record)
                        .orElse(null),
                record(document.get("explanation", Document.class)));
    }

    private static WireRecord record(Document document) {
        Headers headers = new RecordHeaders();
        document.get("headers", Document.class)
                .forEach((name, value) -> headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8)));
        return new WireRecord(
                document.getString("key"), headers, document.getString("value").getBytes(StandardCharsets.UTF_8));
    }
}
