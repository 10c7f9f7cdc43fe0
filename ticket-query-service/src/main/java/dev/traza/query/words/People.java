package dev.traza.query.words;

import dev.traza.contract.personal.Personal;
import dev.traza.contract.ticket.Participant;
import dev.traza.query.view.Ticket;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What a ticket knows of the people and tasks that its events name by ids. What was erased has no name. */
final class People {

    private final Ticket ticket;

    People(Ticket ticket) {
        this.ticket = ticket;
    }

    String name(String personId) {
        if (personId.equals(ticket.matter().requester().id())) {
            return Objects.requireNonNullElse(ticket.matter().requester().name(), personId);
        }
        return ticket.participants().stream()
                .filter(participant -> participant.id().equals(personId))
                .map(Participant::name)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(personId);
    }

    Optional<String> task(UUID taskId) {
        return ticket.work().tasks().stream()
                .filter(task -> task.taskId().equals(taskId))
                .map(Ticket.Task::title)
                .filter(title -> !title.equals(Personal.ERASED))
                .findFirst();
    }
}
