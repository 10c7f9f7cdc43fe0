package dev.traza.command.processor;

import dev.traza.command.processor.AnswerStore.Answer;
import dev.traza.command.processor.ClosedStore.Closing;
import dev.traza.command.processor.HistoryStore.Past;
import dev.traza.command.processor.TicketModel.Handled;
import dev.traza.command.ticket.ArchivedTicket;
import dev.traza.command.ticket.Decision;
import dev.traza.command.ticket.Facts;
import dev.traza.command.ticket.RecordedEvent;
import dev.traza.command.ticket.TicketRequest;
import dev.traza.command.ticket.TicketState;
import dev.traza.command.ticket.across.AcrossTickets;
import dev.traza.command.ticket.across.Aftermath;
import dev.traza.command.ticket.across.Aftermath.Answering;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandOutcome.Accepted;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Origin;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.ReplyAddress;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.kit.trace.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides the commands of one partition, one after the other. Everything that can go wrong with a single command is
 * found out before the first store is touched, so that a command is carried out as a whole or refused as a whole; what
 * goes wrong with Kafka or a store is thrown, so that the transaction is given up and the command comes again.
 */
final class TicketProcessor implements Processor<String, byte[], String, Outgoing> {

    private static final Logger LOG = Logger.getLogger(TicketProcessor.class);

    private final TicketModel model;
    private final ProcessorMetrics metrics;
    private final int partitions;
    private final Duration answerRetention;
    private final ProcessorConfig.Archive archive;
    private final long maxCommandSize;

    // Streams constructs first and hands over the context later; nothing is processed before.
    private @Nullable Partition partition;

    /**
     * For one partition.
     *
     * @param partitions of the ticket's topics
     * @param maxCommandSize in bytes
     */
    TicketProcessor(
            TicketModel model,
            ProcessorMetrics metrics,
            int partitions,
            Duration answerRetention,
            ProcessorConfig.Archive archive,
            long maxCommandSize) {
        this.model = model;
        this.metrics = metrics;
        this.partitions = partitions;
        this.answerRetention = answerRetention;
        this.archive = archive;
        this.maxCommandSize = maxCommandSize;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        int number = context.taskId().partition();
        HistoryStore history = new HistoryStore(context.getStateStore(HistoryStore.NAME));
        ClosedStore closed = new ClosedStore(context.getStateStore(ClosedStore.NAME));
        Archivist archivist = new Archivist(history, closed, archive.after(), archive.batch());
        context.schedule(
                archive.every(),
                PunctuationType.WALL_CLOCK_TIME,
                now -> metrics.archived(archivist.sweep(Instant.ofEpochMilli(now))));
        partition = new Partition(
                number,
                context,
                history,
                closed,
                new NumberStore(context.getStateStore(NumberStore.NAME), number, partitions),
                new AnswerStore(context.getStateStore(AnswerStore.NAME), answerRetention));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Partition here = Objects.requireNonNull(partition, "Nothing is processed before init");
        WireRecord written = new WireRecord(record.key(), record.headers(), record.value());
        long started = System.nanoTime();
        CommandEnvelope envelope;
        try {
            envelope = read(written, here.number);
        } catch (UnreadableRecordException | RuntimeException e) {
            setAside(written, e, here);
            return;
        }
        try (TraceContext _ =
                TraceContext.of(envelope.traceparent(), envelope.ticket().text(), envelope.commandId())) {
            Optional<CommandOutcome> outcome = answer(envelope, here);
            outcome.ifPresent(told -> reply(envelope, told, here));
            metrics.decided(envelope.command(), outcome, System.nanoTime() - started);
            log(envelope, outcome);
        }
    }

    private CommandEnvelope read(WireRecord written, int here) throws UnreadableRecordException {
        if (written.value() != null && written.value().length > maxCommandSize) {
            throw new UnreadableRecordException("The value is larger than " + maxCommandSize + " bytes");
        }
        CommandEnvelope envelope = CommandRecords.read(written);
        if (envelope.ticket().partition(partitions) != here) {
            // Carried out here, it would give the ticket a second writer.
            throw new UnreadableRecordException("The record is not in the partition of its ticket");
        }
        if (envelope.command() instanceof OpenTicket && envelope.ticket() instanceof TicketRef.ByNumber) {
            throw new UnreadableRecordException("A ticket is opened under an id; its number is given here");
        }
        return envelope;
    }

    /** What the sender is told; empty when other tickets have to be heard first. */
    private Optional<CommandOutcome> answer(CommandEnvelope envelope, Partition here) {
        long now = here.context.currentSystemTimeMs();
        Optional<byte[]> earlier = here.answers.find(envelope.commandId(), now);
        Optional<UUID> known = resolve(envelope.ticket(), here.numbers);
        // A number that nobody has is decided like an id that nobody has; which id does not matter then.
        UUID ticketId = known.orElse(envelope.commandId());
        boolean needed = earlier.isEmpty() || AcrossTickets.concernsOthers(envelope.command());
        Past past = known.isPresent() && needed ? here.history.of(ticketId) : Past.NONE;
        TicketNumber newNumber = envelope.command() instanceof OpenTicket ? here.numbers.next() : null;
        Carried carried;
        try {
            carried = earlier.isPresent()
                    ? repeated(envelope, Answer.of(earlier.get()), ticketId, past)
                    : decide(envelope, Facts.of(envelope, ticketId, newNumber), past);
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "A command could not be handled and was refused");
            metrics.setAside("unhandled");
            carried = unhandled(envelope, ticketId);
        }
        carried.put(here, now);
        sendOnward(carried.onward, envelope, here, now);
        return carried.told();
    }

    /** Nothing is remembered, so that the same command can be sent again; but tickets that wait for it must not hang. */
    private Carried unhandled(CommandEnvelope envelope, UUID ticketId) {
        Rejected outcome = unreadable("The command could not be handled; its cause is in the log");
        Aftermath aftermath =
                AcrossTickets.of(envelope, ticketId, null, Decision.refused(outcome.code(), outcome.detail()));
        return Carried.nothing(ticketId, outcome, onward(envelope, aftermath, ticketId, null, outcome));
    }

    private static Optional<UUID> resolve(TicketRef ticket, NumberStore numbers) {
        return switch (ticket) {
            case TicketRef.ById byId -> Optional.of(byId.ticketId());
            case TicketRef.ByNumber byNumber -> numbers.ticketOf(byNumber.number());
        };
    }

    private Carried repeated(CommandEnvelope envelope, Answer answer, UUID ticketId, Past stored) {
        if (!answer.isFor(envelope.actor().subject(), envelope.requestHash())) {
            return Carried.nothing(ticketId, reused(), Onward.NOTHING);
        }
        CommandOutcome outcome = answer.outcome();
        if (outcome != null) {
            return again(envelope, ticketId, replayed(outcome));
        }
        // Other tickets have to be heard, or have been; only the ticket's past can say.
        return carriedOutEarlier(
                        envelope,
                        ticketId,
                        stored.events().stream().map(StoredEvent::of).toList())
                .orElseGet(() -> Carried.nothing(ticketId, null, Onward.NOTHING));
    }

    private static Rejected reused() {
        return new Rejected(
                RejectionCode.COMMAND_ID_REUSED,
                "The same id was used before for another content",
                null,
                null,
                null,
                List.of(),
                false);
    }

    private static CommandOutcome replayed(CommandOutcome outcome) {
        return switch (outcome) {
            case Accepted first ->
                new Accepted(first.ticketId(), first.number(), first.version(), first.status(), true);
            case Rejected first ->
                new Rejected(
                        first.code(),
                        first.detail(),
                        first.ticketId(),
                        first.version(),
                        first.status(),
                        first.possible(),
                        true);
        };
    }

    /** Decides and prepares all that will be written; touches nothing. */
    private Carried decide(CommandEnvelope envelope, Facts facts, Past stored) {
        if (stored.archived().isPresent()) {
            return refused(envelope, facts, stored.archived().get());
        }
        List<StoredEvent> past = stored.events().stream().map(StoredEvent::of).toList();
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
        List<Happening> happenings = new ArrayList<>();
        long version = history.size();
        for (RecordedEvent recorded : handled.happened()) {
            version++;
            happenings.add(new Happening(
                    version,
                    new StoredEvent(envelope.commandId(), recorded).bytes(),
                    EventRecords.TICKET.write(
                            event(envelope, facts.ticketId(), version, happenings.size(), recorded))));
        }
        Aftermath aftermath = AcrossTickets.of(envelope, facts.ticketId(), before, decision);
        CommandOutcome told = isToldNow(aftermath) ? outcome : null;
        boolean opened = envelope.command() instanceof OpenTicket && !happenings.isEmpty();
        return new Carried(
                facts.ticketId(),
                happenings,
                opened ? facts.newNumber() : null,
                closing(facts.ticketId(), before, handled.happened()),
                Remembered.of(envelope, told),
                told,
                onward(envelope, aftermath, facts.ticketId(), before, outcome));
    }

    private Carried refused(CommandEnvelope envelope, Facts facts, ArchivedTicket archived) {
        Decision.Refused refused = archived.refuse(envelope.command(), envelope.actor());
        CommandOutcome outcome = mayKnow(refused)
                ? new Rejected(
                        refused.code(),
                        refused.detail(),
                        facts.ticketId(),
                        archived.version(),
                        Status.CLOSED,
                        refused.possible(),
                        false)
                : new Rejected(refused.code(), refused.detail(), null, null, null, refused.possible(), false);
        Aftermath aftermath = AcrossTickets.of(envelope, facts.ticketId(), null, refused);
        return new Carried(
                facts.ticketId(),
                List.of(),
                null,
                null,
                Remembered.of(envelope, outcome),
                outcome,
                onward(envelope, aftermath, facts.ticketId(), null, outcome));
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
        return Carried.nothing(ticketId, outcome, onward);
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
        return Carried.nothing(
                ticketId, null, elsewhere ? Onward.of(envelope, aftermath, partitions, reused()) : Onward.NOTHING);
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
                ? rejected(end.refusal(), ticketId, before)
                : outcome;
        return Onward.of(envelope, aftermath, partitions, last);
    }

    private void sendOnward(Onward onward, CommandEnvelope envelope, Partition here, long now) {
        onward.steps().forEach(step -> here.send(TicketTopology.STEPS, step.written(), step.partition()));
        Onward.Last last = onward.last();
        if (last == null) {
            return;
        }
        Origin origin = last.origin();
        here.answers.keep(
                origin.commandId(), new Answer(origin.subject(), origin.requestHash(), last.outcome()).bytes(), now);
        reply(
                new CommandReply(
                        origin.commandId(),
                        origin.subject(),
                        envelope.acceptedAt(),
                        envelope.traceparent(),
                        last.outcome()),
                origin.replyPartition(),
                here);
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
        return before != null && mayKnow(refused)
                ? new Rejected(
                        refused.code(),
                        refused.detail(),
                        ticketId,
                        before.version(),
                        before.status(),
                        refused.possible(),
                        false)
                : new Rejected(refused.code(), refused.detail(), null, null, null, refused.possible(), false);
    }

    private static boolean mayKnow(Decision.Refused refused) {
        return refused.code() != RejectionCode.TICKET_NOT_FOUND
                && refused.code() != RejectionCode.NOT_PERMITTED
                && refused.code() != RejectionCode.TICKET_EXISTS;
    }

    private static EventEnvelope<TicketEvent> event(
            CommandEnvelope envelope, UUID ticketId, long version, int index, RecordedEvent recorded) {
        Instant recordedAt = recorded.recordedAt();
        Instant occurredAt = envelope.occurredAt().isAfter(recordedAt) ? recordedAt : envelope.occurredAt();
        return new EventEnvelope<>(
                Ids.derived(envelope.commandId(), "event-" + index),
                ticketId,
                version,
                envelope.actor(),
                occurredAt,
                recordedAt,
                envelope.correlationId(),
                envelope.commandId(),
                envelope.traceparent(),
                recorded.event());
    }

    private void setAside(WireRecord written, Exception cause, Partition here) {
        metrics.setAside("unreadable");
        Optional<ReplyAddress> address = CommandRecords.replyAddress(written);
        try (TraceContext _ = TraceContext.of(
                address.map(ReplyAddress::traceparent).orElse(null),
                null,
                address.map(ReplyAddress::commandId).orElse(null))) {
            LOG.errorf(
                    cause,
                    "An unreadable record in partition %d was set aside%s",
                    here.number,
                    address.isPresent() ? " and its sender told" : "; whom to tell is unreadable too");
            address.ifPresent(sender -> reply(
                    new CommandReply(
                            sender.commandId(),
                            sender.subject(),
                            Instant.ofEpochMilli(here.context.currentSystemTimeMs()),
                            sender.traceparent(),
                            unreadable(
                                    cause instanceof UnreadableRecordException
                                            ? "The command could not be read: " + cause.getMessage()
                                            : "The command could not be read")),
                    sender.partition(),
                    here));
        }
    }

    private static Rejected unreadable(String detail) {
        return new Rejected(RejectionCode.COMMAND_UNREADABLE, detail, null, null, null, List.of(), false);
    }

    private void reply(CommandEnvelope envelope, CommandOutcome outcome, Partition here) {
        reply(
                new CommandReply(
                        envelope.commandId(),
                        envelope.actor().subject(),
                        envelope.acceptedAt(),
                        envelope.traceparent(),
                        outcome),
                envelope.replyPartition(),
                here);
    }

    private void reply(CommandReply reply, @Nullable Integer wanted, Partition here) {
        // A partition that does not exist would make the producer fail, and with it the whole partition of commands.
        int to = wanted != null && wanted < partitions ? wanted : here.number;
        here.send(TicketTopology.REPLIES, ReplyRecords.write(reply), to);
    }

    private static void log(CommandEnvelope envelope, Optional<CommandOutcome> told) {
        String name = envelope.command().getClass().getSimpleName();
        if (told.isEmpty()) {
            LOG.infof("%s waits for other tickets", name);
            return;
        }
        switch (told.get()) {
            case Accepted accepted ->
                LOG.infof(
                        "%s accepted%s: %s is %s at version %d",
                        name,
                        accepted.replayed() ? " before" : "",
                        accepted.number(),
                        accepted.status(),
                        accepted.version());
            case Rejected rejected ->
                LOG.infof("%s refused%s: %s", name, rejected.replayed() ? " before" : "", rejected.code());
        }
    }

    /** What belongs to the partition being processed. */
    private record Partition(
            int number,
            ProcessorContext<String, Outgoing> context,
            HistoryStore history,
            ClosedStore closed,
            NumberStore numbers,
            AnswerStore answers) {

        void send(String sink, WireRecord written, int to) {
            context.forward(
                    new Record<>(
                            written.key(),
                            new Outgoing(to, written.value()),
                            // The broker refuses times far from its own; the contract's times are in the headers.
                            context.currentSystemTimeMs(),
                            written.headers()),
                    sink);
        }
    }

    /** An event ready to be written. */
    private record Happening(long version, byte[] stored, WireRecord published) {}

    /** An answer ready to be kept. */
    private record Remembered(UUID commandId, byte[] answer) {

        static Remembered of(CommandEnvelope envelope, @Nullable CommandOutcome outcome) {
            return new Remembered(
                    envelope.commandId(),
                    new Answer(envelope.actor().subject(), envelope.requestHash(), outcome).bytes());
        }
    }

    /**
     * Everything that a command changes.
     *
     * @param outcome what its sender is told; absent when other tickets have to be heard first
     */
    private record Carried(
            UUID ticketId,
            List<Happening> happenings,
            @Nullable TicketNumber given,
            @Nullable Closing closing,
            @Nullable Remembered remembered,
            @Nullable CommandOutcome outcome,
            Onward onward) {

        static Carried nothing(UUID ticketId, @Nullable CommandOutcome outcome, Onward onward) {
            return new Carried(ticketId, List.of(), null, null, null, outcome, onward);
        }

        Optional<CommandOutcome> told() {
            return Optional.ofNullable(outcome);
        }

        void put(Partition here, long now) {
            if (given != null) {
                here.numbers.give(given, ticketId);
            }
            for (Happening happening : happenings) {
                here.history.add(ticketId, happening.version, happening.stored);
                here.send(TicketTopology.EVENTS, happening.published, here.number);
            }
            if (closing != null) {
                here.closed.add(closing);
            }
            if (remembered != null) {
                here.answers.keep(remembered.commandId, remembered.answer, now);
            }
        }
    }
}
