package dev.traza.query.api.live;

import dev.traza.query.live.Presence;
import dev.traza.query.live.PresenceBoard;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who is at a ticket.
 *
 * @param present in the order they came
 */
@Schema(name = "TicketPresence")
public record PresenceAnswer(List<Person> present) {

    /**
     * Somebody who is there.
     *
     * @param person their id
     * @param since when they came
     */
    @Schema(name = "PresentPerson")
    public record Person(String person, Presence.State state, Instant since) {}

    public PresenceAnswer {
        present = List.copyOf(present);
    }

    static PresenceAnswer of(List<PresenceBoard.Present> present) {
        return new PresenceAnswer(present.stream()
                .map(one -> new Person(one.personId(), one.state(), one.since()))
                .toList());
    }
}
