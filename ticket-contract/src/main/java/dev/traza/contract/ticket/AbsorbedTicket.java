package dev.traza.contract.ticket;

import java.util.List;
import java.util.UUID;

/**
 * A ticket that goes on in another, and the people it brings along.
 *
 * @param participants its requester first, and all who take part in it; they take part in the other ticket as long as it
 *     goes on there
 * @param watchers who follows it, by id; they follow the other ticket as long
 * @param tickets how many tickets it stands for: itself and those that went on in it before, 1–100
 */
public record AbsorbedTicket(
        UUID ticketId, String number, List<Participant> participants, List<String> watchers, int tickets) {
    public AbsorbedTicket {
        participants = participants == null ? List.of() : List.copyOf(participants);
        watchers = watchers == null ? List.of() : List.copyOf(watchers);
    }

    /** The same when this person takes part in the other ticket no more. */
    public AbsorbedTicket withoutParticipant(String personId) {
        return new AbsorbedTicket(
                ticketId,
                number,
                participants.stream()
                        .filter(participant -> !participant.id().equals(personId))
                        .toList(),
                watchers,
                tickets);
    }

    /** The same when this person follows the other ticket no more. */
    public AbsorbedTicket withoutWatcher(String watcherId) {
        return new AbsorbedTicket(
                ticketId,
                number,
                participants,
                watchers.stream().filter(watcher -> !watcher.equals(watcherId)).toList(),
                tickets);
    }
}
