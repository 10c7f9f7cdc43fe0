package dev.traza.command.api;

import dev.traza.contract.ticket.Status;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of many commands, in the order in which they were asked. */
@Schema(name = "BulkAnswer")
record BulkAnswer(List<Item> items) {

    BulkAnswer {
        items = List.copyOf(items);
    }

    /**
     * What the single request would have been answered.
     *
     * @param ticketId the ticket's id, or what the request named it by when the answer does not say; absent when none was
     *     opened
     * @param status of HTTP
     * @param replayed whether it is the first answer again
     * @param location where an undecided command can be asked for, or where the ticket is that was opened
     * @param problem the refusal; its pointers lead into the item's body
     */
    @Schema(name = "BulkItemAnswer")
    record Item(
            int index,
            @Nullable String ticketId,
            int status,
            @Nullable String etag,
            @Nullable Long version,
            @Nullable String number,
            @Nullable Status ticketStatus,
            @Nullable String consistencyToken,
            boolean replayed,
            @Nullable UUID commandId,
            @Nullable String location,
            @Nullable Problem problem) {

        static Item of(int index, @Nullable String named, Response response) {
            TicketAnswer ticket = response.getEntity() instanceof TicketAnswer answer ? answer : null;
            CommandAnswer pending = response.getEntity() instanceof CommandAnswer answer ? answer : null;
            return new Item(
                    index,
                    ticketId(ticket, pending, named),
                    response.getStatus(),
                    response.getHeaderString(HttpHeaders.ETAG),
                    ticket == null ? null : ticket.version(),
                    ticket == null ? null : ticket.number(),
                    ticket == null ? null : ticket.status(),
                    response.getHeaderString("Consistency-Token"),
                    response.getHeaderString("Idempotent-Replayed") != null,
                    pending == null ? null : pending.commandId(),
                    response.getHeaderString(HttpHeaders.LOCATION),
                    response.getEntity() instanceof Problem problem ? intoBody(problem) : null);
        }

        private static @Nullable String ticketId(
                @Nullable TicketAnswer ticket, @Nullable CommandAnswer pending, @Nullable String named) {
            if (ticket != null) {
                return ticket.ticketId().toString();
            }
            return named == null && pending != null && pending.ticketId() != null
                    ? pending.ticketId().toString()
                    : named;
        }

        /** What the single request has in its path or query is a field of the item's body. */
        private static Problem intoBody(Problem problem) {
            return problem.withErrors(problem.errors().stream()
                    .map(error -> error.pointer().startsWith("?")
                            ? new FieldError("/" + error.pointer().substring(1), error.code(), error.detail())
                            : error)
                    .toList());
        }
    }
}
