package dev.traza.contract.envelope;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.traza.contract.ticket.Status;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a command. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CommandOutcome.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = CommandOutcome.ItemAccepted.class, name = "item-accepted"),
    @JsonSubTypes.Type(value = CommandOutcome.PersonAccepted.class, name = "person-accepted"),
    @JsonSubTypes.Type(value = CommandOutcome.Rejected.class, name = "rejected")
})
public sealed interface CommandOutcome {

    /** Whether this is the answer to an earlier command with the same id. */
    boolean replayed();

    /**
     * It was carried out; possibly nothing had to change.
     *
     * @param version the ticket's version afterwards
     * @param replayed whether this is the answer to an earlier command with the same id
     */
    record Accepted(UUID ticketId, String number, long version, Status status, boolean replayed)
            implements CommandOutcome {}

    /**
     * It was carried out on an item of the service catalog; possibly nothing had to change.
     *
     * @param path of the item
     * @param version the item's version afterwards
     * @param retired whether the item is offered no more
     * @param replayed whether this is the answer to an earlier command with the same id
     */
    record ItemAccepted(String path, long version, boolean retired, boolean replayed) implements CommandOutcome {}

    /**
     * It is carried out on the tickets of one partition that the person has to do with.
     *
     * @param tickets how many they are, as far as they were looked for with this command
     * @param replayed whether this is the answer to an earlier command with the same id
     */
    record PersonAccepted(String personId, int tickets, boolean replayed) implements CommandOutcome {}

    /**
     * It was refused, and nothing happened.
     *
     * @param ticketId absent when there is no such ticket, and for an item of the catalog
     * @param version the present version
     * @param status the ticket's present status
     * @param possible names of the commands that the status allows
     */
    record Rejected(
            RejectionCode code,
            String detail,
            @Nullable UUID ticketId,
            @Nullable Long version,
            @Nullable Status status,
            List<String> possible,
            boolean replayed)
            implements CommandOutcome {
        public Rejected {
            possible = possible == null ? List.of() : List.copyOf(possible);
        }
    }
}
