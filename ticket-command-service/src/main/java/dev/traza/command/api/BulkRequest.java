package dev.traza.command.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ticket.LinkType;
import dev.traza.kit.problem.FieldError;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Many commands, or one for many tickets. */
@Schema(name = "Bulk", description = "Either commands, or tickets with one command and its body")
record BulkRequest(
        @Nullable @Size(min = 1, max = Limits.BULK) List<@NotNull @Valid Item> commands,

        @Schema(description = "Ids or numbers") @Nullable @Size(min = 1, max = Limits.BULK)
        List<@NotBlank @Size(max = Limits.ID) String> tickets,

        @Schema(description = "For all of tickets", examples = "AssignTicket") @Nullable @Size(max = Limits.NAME)
        String command,

        @Schema(description = "For all of tickets", type = SchemaType.OBJECT, implementation = Object.class) @Nullable
        JsonNode body) {

    /** One command. */
    @Schema(name = "BulkCommand")
    record Item(
            @Schema(description = "Id or number; only OpenTicket has none") @Nullable @Size(max = Limits.ID)
            String ticketId,

            @Schema(description = "As in possible[]", examples = "AssignTicket") @NotBlank @Size(max = Limits.NAME)
            String command,

            @Schema(
                    description = "As of the single request; what that one has in its path is a field here",
                    type = SchemaType.OBJECT,
                    implementation = Object.class)
            @Nullable
            JsonNode body,

            @Schema(description = "Follows from the request's key and the place in it when left out") @Nullable
            String idempotencyKey,

            @Schema(description = "As the header of the single request", examples = "\"3\"") @Nullable
            String ifMatch) {}

    /** The body of a link, whose single request has it in the path. */
    record Link(
            @NotNull LinkType type,
            @NotBlank @Size(max = Limits.ID) String other) {}

    /** The body of a command that needs none. */
    record Nothing() {}

    /** Whether exactly one of the two forms was sent. */
    boolean isOneForm() {
        return commands == null
                ? tickets != null && command != null
                : tickets == null && command == null && body == null;
    }

    /** One item for each ticket, in the order of the request. */
    List<Item> items() {
        return commands == null
                ? Objects.requireNonNull(tickets).stream()
                        .map(ticket -> new Item(ticket, Objects.requireNonNull(command), body, null, null))
                        .toList()
                : commands;
    }

    /** What is wrong with the command or the ticket of an item, in the order of the items. */
    List<FieldError> flaws(BulkOperations operations) {
        List<Item> items = items();
        return commands == null
                ? flaw(items.getFirst(), "", operations).stream().toList()
                : IntStream.range(0, items.size())
                        .mapToObj(n -> flaw(items.get(n), "/commands/" + n, operations))
                        .flatMap(Optional::stream)
                        .toList();
    }

    private static Optional<FieldError> flaw(Item item, String pointer, BulkOperations operations) {
        Optional<BulkOperations.Operation> operation = operations.named(item.command());
        if (operation.isEmpty()) {
            return Optional.of(new FieldError(
                    pointer + "/command", "unknown-command", "One of " + String.join(", ", operations.names()) + "."));
        }
        boolean named = item.ticketId() != null && !item.ticketId().isBlank();
        return switch (operation.orElseThrow()) {
            case BulkOperations.OfTicket _
            when !named ->
                Optional.of(new FieldError(pointer + "/ticketId", "not-blank", "Names the ticket that is meant."));
            case BulkOperations.Opening _
            when item.ticketId() != null ->
                Optional.of(new FieldError(
                        pointer.isEmpty() ? "/command" : pointer + "/ticketId",
                        "null",
                        "A ticket that is opened has no id yet."));
            case BulkOperations.OfTicket _, BulkOperations.Opening _ -> Optional.empty();
        };
    }
}
