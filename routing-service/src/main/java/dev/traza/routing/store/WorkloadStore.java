package dev.traza.routing.store;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.UpdateResult;
import dev.traza.contract.ticket.Priority;
import dev.traza.routing.desk.AgentStatus;
import dev.traza.routing.desk.Workload;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What each agent carries, one document an agent, one field a ticket: setting and removing a field may be repeated any
 * number of times, so a replay counts nothing twice.
 */
@Singleton
public class WorkloadStore {

    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final String OPEN = "open";
    private static final String STATUS = "status";
    private static final String REVISION = "revision";
    private static final String PRIORITY = "priority";
    private static final String PROMISED_UNTIL = "promisedUntil";

    private final RoutingDatabase database;
    private final boolean guarded;

    @Inject
    WorkloadStore(RoutingDatabase database, StoreConfig config) {
        this(database, config.guardedWrites());
    }

    /** @param guarded whether a promise names the revision it was made on */
    public WorkloadStore(RoutingDatabase database, boolean guarded) {
        this.database = database;
        this.guarded = guarded;
    }

    /**
     * An agent gets or loses a ticket.
     *
     * @param ticket what the agent has now; absent when the agent does not have it any more
     */
    public record Change(String agentId, UUID ticketId, Workload.@Nullable OpenTicket ticket) {}

    /** What these agents carry; an agent nothing is known of is available and idle. */
    public Map<String, Workload> load(Collection<String> agentIds) {
        Map<String, Workload> found = new HashMap<>();
        if (agentIds.isEmpty()) {
            return found;
        }
        for (Document document : database.workloads()
                .find(Documents.byId(
                        new Document("$in", agentIds.stream().distinct().toList())))) {
            found.put(document.getString("_id"), read(document));
        }
        agentIds.forEach(id -> found.putIfAbsent(id, Workload.NONE));
        return found;
    }

    /** Whether a promise must name the revision it was made on, because another instance may make one too. */
    public boolean isGuarded() {
        return guarded;
    }

    /** Applies changes, whatever the agents carry by now; may be repeated. */
    public void apply(Collection<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        // One write for each agent: the embedded server does not keep several writes of a batch apart.
        Map<String, List<Change>> byAgent = changes.stream().collect(Collectors.groupingBy(Change::agentId));
        List<WriteModel<Document>> writes = byAgent.entrySet().stream()
                .<WriteModel<Document>>map(
                        entry -> new UpdateOneModel<>(Documents.byId(entry.getKey()), update(entry.getValue()), UPSERT))
                .toList();
        database.workloads().bulkWrite(writes, UNORDERED);
    }

    /**
     * Applies changes to one agent, provided that nothing about the agent has changed since.
     *
     * @param seen what the agent carried when the changes were decided on
     * @return whether they were applied
     */
    public boolean applyUnchanged(String agentId, Workload seen, List<Change> changes) {
        boolean unwritten = seen.revision() == 0;
        try {
            UpdateResult result = database.workloads()
                    .updateOne(
                            Documents.byId(agentId).append(REVISION, unwritten ? null : seen.revision()),
                            update(changes),
                            new UpdateOptions().upsert(unwritten));
            return result.getUpsertedId() != null || result.getMatchedCount() == 1;
        } catch (MongoWriteException e) {
            if (Documents.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Changes an agent's status. */
    public void enter(String agentId, AgentStatus status) {
        database.workloads()
                .updateOne(
                        Documents.byId(agentId),
                        new Document("$set", new Document(STATUS, status.name()))
                                .append("$inc", new Document(REVISION, 1L)),
                        UPSERT);
    }

    /** Forgets an agent. */
    public void forget(String agentId) {
        database.workloads().deleteOne(Documents.byId(agentId));
    }

    private static Document update(List<Change> changes) {
        Document set = new Document();
        Document unset = new Document();
        for (Change change : changes) {
            // The last change to a field counts; the same field may not be set and removed at once.
            String field = OPEN + "." + change.ticketId();
            if (change.ticket() == null) {
                set.remove(field);
                unset.append(field, "");
            } else {
                unset.remove(field);
                set.append(field, ticket(change.ticket()));
            }
        }
        Document update = new Document("$inc", new Document(REVISION, 1L));
        if (!set.isEmpty()) {
            update.append("$set", set);
        }
        if (!unset.isEmpty()) {
            update.append("$unset", unset);
        }
        return update;
    }

    // An agent's document is written with every change, so what is there in numbers is kept short.
    private static Object ticket(Workload.OpenTicket ticket) {
        return ticket.promisedUntil() == null
                ? ticket.priority().name()
                : new Document(PRIORITY, ticket.priority().name())
                        .append(PROMISED_UNTIL, Date.from(ticket.promisedUntil()));
    }

    private static Workload read(Document document) {
        Map<UUID, Workload.OpenTicket> open = new HashMap<>();
        Document tickets = document.get(OPEN, new Document());
        tickets.forEach((id, value) -> open.put(
                UUID.fromString(id),
                value instanceof Document promise
                        ? new Workload.OpenTicket(
                                Priority.valueOf(promise.getString(PRIORITY)),
                                promise.getDate(PROMISED_UNTIL).toInstant())
                        : new Workload.OpenTicket(Priority.valueOf(value.toString()), null)));
        return new Workload(
                AgentStatus.valueOf(
                        Optional.ofNullable(document.getString(STATUS)).orElse(AgentStatus.AVAILABLE.name())),
                Documents.number(document, REVISION),
                open);
    }
}
