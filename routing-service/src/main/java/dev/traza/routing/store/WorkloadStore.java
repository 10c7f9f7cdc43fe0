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
import java.time.Instant;
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

    /** In this database. */
    @Inject
    public WorkloadStore(RoutingDatabase database) {
        this.database = database;
    }

    /**
     * An agent gets or loses a ticket.
     *
     * @param priority of the ticket that the agent has now; absent when the agent does not have it any more
     */
    public record Change(
            String agentId, UUID ticketId, @Nullable Priority priority) {}

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

    /** Applies changes that have happened; may be repeated. */
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
     * Promises a ticket to an agent, provided that nothing about the agent has changed since the workload was loaded.
     *
     * @return whether it was promised
     */
    public boolean promise(String agentId, Workload seen, UUID ticketId, Workload.OpenTicket promise, Instant now) {
        Document set = new Document(OPEN + "." + ticketId, ticket(promise));
        Document unset = new Document();
        seen.open().forEach((id, ticket) -> {
            if (!ticket.counts(now) && !id.equals(ticketId)) {
                unset.append(OPEN + "." + id, "");
            }
        });
        Document update = new Document("$set", set).append("$inc", new Document(REVISION, 1L));
        if (!unset.isEmpty()) {
            update.append("$unset", unset);
        }
        Document filter = Documents.byId(agentId);
        if (seen.revision() > 0) {
            filter.append(REVISION, seen.revision());
            return database.workloads().updateOne(filter, update).getModifiedCount() == 1;
        }
        try {
            UpdateResult result = database.workloads().updateOne(filter.append(REVISION, null), update, UPSERT);
            return result.getUpsertedId() != null || result.getModifiedCount() == 1;
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
            String field = OPEN + "." + change.ticketId();
            if (change.priority() == null) {
                unset.append(field, "");
            } else {
                set.append(field, ticket(new Workload.OpenTicket(change.priority(), null)));
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

    private static Document ticket(Workload.OpenTicket ticket) {
        Document document = new Document(PRIORITY, ticket.priority().name());
        if (ticket.promisedUntil() != null) {
            document.append(PROMISED_UNTIL, Date.from(ticket.promisedUntil()));
        }
        return document;
    }

    private static Workload read(Document document) {
        Map<UUID, Workload.OpenTicket> open = new HashMap<>();
        Document tickets = document.get(OPEN, new Document());
        tickets.forEach((id, value) -> {
            if (value instanceof Document ticket) {
                Date until = ticket.getDate(PROMISED_UNTIL);
                open.put(
                        UUID.fromString(id),
                        new Workload.OpenTicket(
                                Priority.valueOf(ticket.getString(PRIORITY)),
                                until == null ? null : until.toInstant()));
            }
        });
        return new Workload(
                AgentStatus.valueOf(
                        Optional.ofNullable(document.getString(STATUS)).orElse(AgentStatus.AVAILABLE.name())),
                Documents.number(document, REVISION),
                open);
    }
}
