package dev.traza.command.processor;

import dev.traza.command.processor.AnswerStore.Answer;
import dev.traza.command.processor.ClosedStore.Closing;
import dev.traza.command.processor.HistoryStore.Past;
import dev.traza.command.processor.TicketModel.Handled;
import dev.traza.command.ticket.ArchivedTicket;
import dev.traza.command.ticket.Decision;
import dev.traza.command.ticket.Facts;
import dev.traza.command.ticket.RecordedEvent;
import dev.traza.command.ticket.Rights;
import dev.traza.command.ticket.TicketRequest;
import dev.traza.command.ticket.TicketState;
import dev.traza.command.ticket.across.AcrossTickets;
import dev.traza.command.ticket.across.Aftermath;
import dev.traza.command.ticket.across.Aftermath.Answering;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandOutcome.Accepted;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.Origin;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand.ErasePersonalData;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.RecallAnswer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tickets: where their past stands, how a decision is made on it, and what is written then. */
final class TicketKind implements Kind<CommandEnvelope> {

    private final TicketModel model;
    private final int partitions;
    private final Supplier<TextKey> logKey;

    /**
     * For one partition.
     *
     * @param partitions of the ticket's topics
     * @param logKey to seal commands for other tickets with
     */
    TicketKind(TicketModel model, int partitions, Supplier<TextKey> logKey) {
        this.model = model;
        this.partitions = partitions;
        this.logKey = logKey;
    }

    @Override
    public Supplier<Carried> prepare(CommandEnvelope envelope, Optional<byte[]> earlier, Partition here) {
        Optional<UUID> known = resolve(envelope.ticket(), here.numbers());
        // A number that nobody has is decided like an id that nobody has; which id does not matter then.
        UUID ticketId = known.orElse(envelope.commandId());
        boolean needed = earlier.isEmpty() || AcrossTickets.concernsOthers(envelope.command());
        boolean there = known.isPresent() && needed;
        Past past = there ? here.history().of(ticketId) : Past.NONE;
        TicketKeys keys = there ? here.keys().of(ticketId) : TicketKeys.none();
        TicketNumber newNumber =
                envelope.command() instanceof OpenTicket ? here.numbers().next() : null;
        return () -> earlier.isPresent()
                ? repeated(envelope, Answer.of(earlier.get()), ticketId, past, keys)
                : decide(envelope, Facts.of(envelope, ticketId, newNumber), past, keys);
    }

    /** Nothing is remembered, so that the same command can be sent again; but tickets that wait for it must not hang. */
    @Override
    public Carried unhandled(CommandEnvelope envelope, Partition here, Rejected because) {
        UUID ticketId = resolve(envelope.ticket(), here.numbers()).orElse(envelope.commandId());
        Aftermath aftermath =
                AcrossTickets.of(envelope, ticketId, null, Decision.refused(because.code(), because.detail()));
        return TicketChange.nothing(envelope, ticketId, because, onward(envelope, aftermath, ticketId, null, because));
    }

    private static Optional<UUID> resolve(TicketRef ticket, NumberStore numbers) {
        return switch (ticket) {
            case TicketRef.ById byId -> Optional.of(byId.ticketId());
            case TicketRef.ByNumber byNumber -> numbers.ticketOf(byNumber.number());
        };
    }

    private Carried repeated(CommandEnvelope envelope, Answer answer, UUID ticketId, Past stored, TicketKeys keys) {
        if (!answer.isFor(envelope.actor().subject(), envelope.requestHash())) {
            return TicketChange.nothing(envelope, ticketId, Answer.reused(), Onward.NOTHING);
        }
        CommandOutcome outcome = answer.outcome();
        if (outcome != null) {
            return again(envelope, ticketId, Answer.replayed(outcome));
        }
        // Other tickets have to be heard, or have been; only the ticket's past can say.
        return carriedOutEarlier(envelope, ticketId, read(stored, keys))
                .orElseGet(() -> TicketChange.nothing(envelope, ticketId, null, Onward.NOTHING));
    }

    /** Decides and prepares all that will be written; touches nothing. */
    private Carried decide(CommandEnvelope envelope, Facts facts, Past stored, TicketKeys keys) {
        if (stored.archived().isPresent()) {
            ArchivedTicket archived = stored.archived().get();
            return envelope.command() instanceof ErasePersonalData erase && Rights.isAnotherTicket(facts.actor())
                    ? erased(envelope, facts, archived, archived.erase(erase), keys)
                    : refused(envelope, facts, archived);
        }
        List<StoredEvent> past = read(stored, keys);
        Optional<Carried> earlier = carriedOutEarlier(envelope, facts.ticketId(), past);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        List<RecordedEvent> history = past.stream().map(StoredEvent::recorded).toList();
        Handled handled = model.handle(TicketRequest.of(envelope.command(), facts), history);
        Decision decision = handled.decided().decision();
        TicketState before = handled.decided().before();
        CommandOutcome outcome =
                switch (decision) {
                    case Decision.Accepted _ -> accepted(facts.ticketId(), before, handled.happened());
                    case Decision.Refused refused -> rejected(refused, facts.ticketId(), before);
                };
        List<Happening> happenings = happenings(envelope, facts.ticketId(), history.size(), handled.happened(), keys);
        Aftermath aftermath = AcrossTickets.of(envelope, facts.ticketId(), before, decision);
        CommandOutcome told = isToldNow(aftermath) ? outcome : null;
        boolean opened = envelope.command() instanceof OpenTicket && !happenings.isEmpty();
        return new TicketChange(
                envelope,
                facts.ticketId(),
                happenings,
                opened ? facts.newNumber() : null,
                closing(facts.ticketId(), before, handled.happened()),
                TextChange.of(
                        handled.happened().stream().map(RecordedEvent::event).toList(), keys),
                null,
                remembered(envelope, told),
                told,
                onward(envelope, aftermath, facts.ticketId(), before, outcome));
    }

    /** What was only asked for again may still be asked for the first time. */
    private static @Nullable Remembered remembered(CommandEnvelope envelope, @Nullable CommandOutcome outcome) {
        return envelope.command() instanceof RecallAnswer ? null : Remembered.of(envelope, outcome);
    }

    private Carried refused(CommandEnvelope envelope, Facts facts, ArchivedTicket archived) {
        Decision.Refused refused = archived.refuse(envelope.command(), envelope.actor());
        CommandOutcome outcome = rejected(refused, new Known(facts.ticketId(), archived.version(), Status.CLOSED));
        Aftermath aftermath = AcrossTickets.of(envelope, facts.ticketId(), null, refused);
        return new TicketChange(
                envelope,
                facts.ticketId(),
                List.of(),
                null,
                null,
                TextChange.NONE,
                null,
                remembered(envelope, outcome),
                outcome,
                onward(envelope, aftermath, facts.ticketId(), null, outcome));
    }

    /** The ticket stays archived, and is one event older. */
    private Carried erased(
            CommandEnvelope envelope,
            Facts facts,
            ArchivedTicket archived,
            Decision.Accepted erasure,
            TicketKeys keys) {
        List<RecordedEvent> happened = erasure.events().stream()
                .map(event -> new RecordedEvent(event, facts.acceptedAt()))
                .toList();
        CommandOutcome outcome =
                new Accepted(facts.ticketId(), archived.number(), archived.version() + 1, Status.CLOSED, false);
        return new TicketChange(
                envelope,
                facts.ticketId(),
                happenings(envelope, facts.ticketId(), archived.version(), happened, keys),
                null,
                null,
                TextChange.of(erasure.events(), keys),
                archived.next(),
                remembered(envelope, outcome),
                outcome,
                Onward.NOTHING);
    }

    private static List<StoredEvent> read(Past stored, TicketKeys keys) {
        return stored.events().stream()
                .map(event -> StoredEvent.of(event, keys))
                .toList();
    }

    /** @param version of the ticket before */
    private static List<Happening> happenings(
            CommandEnvelope envelope, UUID ticketId, long version, List<RecordedEvent> happened, TicketKeys keys) {
        return Happening.of(
                envelope,
                ticketId,
                version,
                happened,
                MessageCatalogue.TICKET_EVENTS,
                event -> EventRecords.TICKET.write(event, keys),
                true);
    }

    /** The closing, if the ticket has just been closed. */
    private static @Nullable Closing closing(
            UUID ticketId, @Nullable TicketState before, List<RecordedEvent> happened) {
        boolean wasClosed = before != null && before.status() == Status.CLOSED;
        return !wasClosed && !happened.isEmpty() && happened.getLast().event().status() == Status.CLOSED
                ? new Closing(happened.getLast().recordedAt(), ticketId)
                : null;
    }

    /** The answer store forgets after a while; a ticket's own history does not. */
    private Optional<Carried> carriedOutEarlier(CommandEnvelope envelope, UUID ticketId, List<StoredEvent> past) {
        for (UUID lastStep : AcrossTickets.lastSteps(envelope)) {
            int end = endOf(lastStep, past);
            if (end > 0) {
                return Optional.of(again(envelope, ticketId, thenAccepted(ticketId, past.subList(0, end))));
            }
        }
        int end = endOf(envelope.commandId(), past);
        if (end == 0) {
            return Optional.empty();
        }
        if (!AcrossTickets.concernsOthers(envelope.command())) {
            return Optional.of(again(envelope, ticketId, thenAccepted(ticketId, past.subList(0, end))));
        }
        return Optional.of(passedOn(envelope, ticketId, past.subList(0, end)));
    }

    /** How much of a ticket's past there was when this command had been carried out; 0 if it never was. */
    private static int endOf(UUID commandId, List<StoredEvent> past) {
        for (int last = past.size(); last > 0; last--) {
            if (past.get(last - 1).causedBy().equals(commandId)) {
                return last;
            }
        }
        return 0;
    }

    private static Accepted thenAccepted(UUID ticketId, List<StoredEvent> past) {
        TicketState then = Objects.requireNonNull(
                TicketState.replay(past.stream().map(StoredEvent::recorded).toList()));
        return new Accepted(ticketId, then.number(), then.version(), then.status(), true);
    }

    /** A repeat of a last step tells whoever asked at the beginning again: it may be they who repeated. */
    private Carried again(CommandEnvelope envelope, UUID ticketId, CommandOutcome outcome) {
        Origin origin = envelope.origin();
        Onward onward = origin != null && AcrossTickets.answersForOthers(envelope.command())
                ? new Onward(List.of(), new Onward.Last(origin, outcome))
                : Onward.NOTHING;
        return TicketChange.nothing(envelope, ticketId, outcome, onward);
    }

    /** A repeat of a command whose answer is known to another ticket: that one is asked again, under the same id. */
    private Carried passedOn(CommandEnvelope envelope, UUID ticketId, List<StoredEvent> past) {
        int begin = past.size();
        while (begin > 0 && past.get(begin - 1).causedBy().equals(envelope.commandId())) {
            begin--;
        }
        TicketState before = TicketState.replay(
                past.stream().limit(begin).map(StoredEvent::recorded).toList());
        Aftermath aftermath = AcrossTickets.of(
                envelope,
                ticketId,
                before,
                new Decision.Accepted(past.stream()
                        .skip(begin)
                        .map(stored -> stored.recorded().event())
                        .toList()));
        boolean elsewhere = aftermath.answering() instanceof Answering.Elsewhere;
        return TicketChange.nothing(
                envelope,
                ticketId,
                null,
                elsewhere ? Onward.of(envelope, aftermath, partitions, logKey, Answer.reused()) : Onward.NOTHING);
    }

    private static boolean isToldNow(Aftermath aftermath) {
        return switch (aftermath.answering()) {
            case Answering.AtOnce _, Answering.AtLast _ -> true;
            case Answering.Later _, Answering.Elsewhere _ -> false;
        };
    }

    private Onward onward(
            CommandEnvelope envelope,
            Aftermath aftermath,
            UUID ticketId,
            @Nullable TicketState before,
            CommandOutcome outcome) {
        CommandOutcome last = aftermath.answering() instanceof Answering.AtLast end && end.refusal() != null
                ? asItIsNow(rejected(end.refusal(), ticketId, before), outcome)
                : outcome;
        return Onward.of(envelope, aftermath, partitions, logKey, last);
    }

    /** That it was refused may have been put on record too. */
    private static Rejected asItIsNow(Rejected refused, CommandOutcome outcome) {
        return outcome instanceof Accepted now && refused.version() != null
                ? new Rejected(
                        refused.code(),
                        refused.detail(),
                        refused.ticketId(),
                        now.version(),
                        now.status(),
                        refused.possible(),
                        false)
                : refused;
    }

    private static Accepted accepted(UUID ticketId, @Nullable TicketState before, List<RecordedEvent> happened) {
        TicketState after = before;
        for (RecordedEvent recorded : happened) {
            after = TicketState.evolve(after, recorded);
        }
        Objects.requireNonNull(after, "A command was accepted and there is no ticket");
        return new Accepted(ticketId, after.number(), after.version(), after.status(), false);
    }

    private static Rejected rejected(Decision.Refused refused, UUID ticketId, @Nullable TicketState before) {
        return rejected(refused, before == null ? null : new Known(ticketId, before.version(), before.status()));
    }

    /** How the ticket stands is told only to those who may know of it. */
    private static Rejected rejected(Decision.Refused refused, @Nullable Known known) {
        return known != null && mayKnow(refused)
                ? new Rejected(
                        refused.code(),
                        refused.detail(),
                        known.ticketId(),
                        known.version(),
                        known.status(),
                        refused.possible(),
                        false)
                : new Rejected(refused.code(), refused.detail(), null, null, null, refused.possible(), false);
    }

    /** How a ticket stands. */
    private record Known(UUID ticketId, long version, Status status) {}

    private static boolean mayKnow(Decision.Refused refused) {
        return refused.code() != RejectionCode.TICKET_NOT_FOUND
                && refused.code() != RejectionCode.NOT_PERMITTED
                && refused.code() != RejectionCode.TICKET_EXISTS;
    }

    /**
     * Everything that a command changes of a ticket, and what it asks of others.
     *
     * @param archived what is kept instead of its events, if it is archived
     * @param outcome what its sender is told; absent when other tickets have to be heard first
     */
    private record TicketChange(
            CommandEnvelope envelope,
            UUID ticketId,
            List<Happening> happenings,
            @Nullable TicketNumber given,
            @Nullable Closing closing,
            TextChange texts,
            @Nullable ArchivedTicket archived,
            @Nullable Remembered remembered,
            @Nullable CommandOutcome outcome,
            Onward onward)
            implements Carried {

        static TicketChange nothing(
                CommandEnvelope envelope, UUID ticketId, @Nullable CommandOutcome outcome, Onward onward) {
            return new TicketChange(
                    envelope, ticketId, List.of(), null, null, TextChange.NONE, null, null, outcome, onward);
        }

        @Override
        public Optional<CommandOutcome> told() {
            return Optional.ofNullable(outcome);
        }

        @Override
        public void put(Partition here, long now) {
            if (given != null) {
                here.numbers().give(given, ticketId);
            }
            texts.put(here, ticketId);
            if (archived != null) {
                here.history().archive(ticketId, archived);
            }
            for (Happening happening : happenings) {
                if (archived == null) {
                    here.history().add(ticketId, happening.version(), happening.stored());
                }
                here.send(EntityTopology.EVENTS, happening.published(), here.number());
            }
            if (closing != null) {
                here.closed().add(closing);
            }
            if (remembered != null) {
                remembered.keep(here, now);
            }
            onward.send(envelope, here, now);
        }
    }
}
