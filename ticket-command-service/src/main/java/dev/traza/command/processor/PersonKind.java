package dev.traza.command.processor;

import dev.traza.command.processor.AnswerStore.Answer;
import dev.traza.command.ticket.Decider;
import dev.traza.command.ticket.Rights;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandContext;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandOutcome.PersonAccepted;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.PersonCommandEnvelope;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.personal.PersonCommand.ErasePerson;
import dev.traza.contract.ticket.TicketCommand.ErasePersonalData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * People: what is asked concerning one is asked of each ticket that they have to do with, by a command on record. A person
 * with many tickets is worked off in portions, each of which puts the next on record.
 */
final class PersonKind implements Kind<PersonCommandEnvelope> {

    private static final String SOURCE = "/ticket-command-service";

    /** Of one transaction. */
    private static final int PORTION = 100;

    /** More than these are counted as these. */
    private static final int MOST_COUNTED = 10_000;

    @Override
    public Supplier<Carried> prepare(PersonCommandEnvelope command, Optional<byte[]> earlier, Partition here) {
        if (earlier.isPresent()) {
            return () -> new Change(List.of(), null, Answer.of(earlier.get()).again(command));
        }
        ErasePerson erase = (ErasePerson) command.command();
        List<UUID> tickets = here.people().ticketsOf(command.personId(), erase.after(), MOST_COUNTED);
        return () -> decide(command, tickets);
    }

    @Override
    public Carried unhandled(PersonCommandEnvelope command, Partition here, Rejected because) {
        return new Change(List.of(), null, because);
    }

    private static Change decide(PersonCommandEnvelope command, List<UUID> tickets) {
        if (!mayErase(command.actor())) {
            Rejected refused = new Rejected(
                    RejectionCode.NOT_PERMITTED,
                    "Only an administrator can erase a person",
                    null,
                    null,
                    null,
                    List.of(),
                    false);
            return new Change(List.of(), Remembered.of(command, refused), refused);
        }
        List<CommandContext> steps = new ArrayList<>();
        tickets.stream().limit(PORTION).forEach(ticketId -> steps.add(step(command, ticketId)));
        if (tickets.size() > PORTION) {
            steps.add(next(command, tickets.get(PORTION - 1)));
        }
        PersonAccepted accepted = new PersonAccepted(command.personId(), tickets.size(), false);
        return new Change(steps, Remembered.of(command, accepted), accepted);
    }

    private static boolean mayErase(Actor actor) {
        return actor.roles().contains(Role.ADMIN) || Rights.isAnotherTicket(actor);
    }

    private static CommandEnvelope step(PersonCommandEnvelope cause, UUID ticketId) {
        return new CommandEnvelope(
                Ids.derived(cause.commandId(), "erase from " + ticketId),
                TicketRef.of(ticketId),
                onBehalf(cause),
                cause.acceptedAt(),
                cause.acceptedAt(),
                null,
                cause.correlationId(),
                cause.commandId(),
                null,
                null,
                cause.traceparent(),
                new ErasePersonalData(cause.personId()));
    }

    private static PersonCommandEnvelope next(PersonCommandEnvelope cause, UUID after) {
        return new PersonCommandEnvelope(
                Ids.derived(cause.commandId(), "after " + after),
                cause.personId(),
                onBehalf(cause),
                cause.acceptedAt(),
                cause.correlationId(),
                cause.commandId(),
                null,
                null,
                cause.traceparent(),
                new ErasePerson(cause.command().partition(), after));
    }

    private static Actor onBehalf(PersonCommandEnvelope cause) {
        Actor actor = cause.actor();
        String person = actor.kind() == Actor.Kind.USER ? actor.subject() : actor.onBehalfOf();
        return new Actor(Actor.Kind.SERVICE, Decider.ANOTHER_TICKET, Set.of(), person);
    }

    /** What a command concerning a person leads to. */
    private record Change(
            List<CommandContext> steps, @Nullable Remembered remembered, CommandOutcome outcome) implements Carried {

        @Override
        public Optional<CommandOutcome> told() {
            return Optional.of(outcome);
        }

        @Override
        public void put(Partition here, long now) {
            steps.forEach(step -> here.send(
                    EntityTopology.STEPS, CommandRecords.write(SOURCE, step), step.partition(here.partitions())));
            if (remembered != null) {
                remembered.keep(here, now);
            }
        }
    }
}
