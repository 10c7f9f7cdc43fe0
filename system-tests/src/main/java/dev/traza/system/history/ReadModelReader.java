package dev.traza.system.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads tickets over the query service's public API.
 *
 * @param query as seen by somebody of support
 */
public record ReadModelReader(Api query) {

    private static final int AT_ONCE = 4;

    /**
     * Each of these tickets by its id, and the whole list.
     *
     * @throws IOException if the service answers with anything but tickets and 404
     */
    public ReadModel read(Collection<UUID> ticketIds) throws IOException, InterruptedException {
        List<SeenTicket> byId = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<JsonNode>> answers = new ArrayList<>();
            for (UUID ticketId : ticketIds) {
                answers.add(threads.submit(() -> query.get("/api/v1/tickets/" + ticketId)));
            }
            for (Future<JsonNode> answer : answers) {
                JsonNode ticket = answer.get();
                if (!ticket.isMissingNode()) {
                    byId.add(seen(ticket));
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("The read model could not be read", e.getCause());
        }
        List<SeenTicket> listed = query.list("/api/v1/tickets?limit=100&sort=createdAt").stream()
                .map(ReadModelReader::seen)
                .toList();
        return new ReadModel(byId, listed);
    }

    /** A ticket as the API shows it. */
    public static SeenTicket seen(JsonNode ticket) {
        return new SeenTicket(
                UUID.fromString(ticket.path("ticketId").asText()),
                ticket.path("number").asText(),
                ticket.path("version").asLong(),
                Status.valueOf(ticket.path("status").asText()),
                Priority.valueOf(ticket.path("priority").asText()),
                textOrNull(ticket.path("team")),
                textOrNull(ticket.path("assignee")),
                ticket.path("level").asInt(),
                ticket.path("requester").path("id").asText(),
                ticket.path("subject").asText(),
                ticket.path("commentCount").asInt());
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }
}
