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
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandOutcome.Accepted;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
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
            CommandOutcome outcome = answer(envelope, here);
            reply(envelope.commandId(), envelope, outcome, here);
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

    private CommandOutcome answer(CommandEnvelope envelope, Partition here) {
        long now = here.context.currentSystemTimeMs();
        Optional<byte[]> earlier = here.answers.find(envelope.commandId(), now);
        Optional<UUID> known = resolve(envelope.ticket(), here.numbers);
        // A number that nobody has is decided like an id that nobody has; which id does not matter then.
        UUID ticketId = known.orElse(envelope.commandId());
        Past past = known.isPresent() && earlier.isEmpty() ? here.history.of(ticketId) : Past.NONE;
        TicketNumber newNumber = envelope.command() instanceof OpenTicket ? here.numbers.next() : null;
        Carried carried;
        try {
            if (earlier.isPresent()) {
                return repeated(envelope, Answer.of(earlier.get()));
            }
            carried = decide(envelope, Facts.of(envelope, ticketId, newNumber), past);
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "A command could not be handled and was refused");
            metrics.setAside("unhandled");
            return unreadable("The command could not be handled; its cause is in the log");
        }
        carried.put(here, now);
        return carried.outcome;
    }

    private static Optional<UUID> resolve(TicketRef ticket, NumberStore numbers) {
        return switch (ticket) {
            case TicketRef.ById byId -> Optional.of(byId.ticketId());
            case TicketRef.ByNumber byNumber -> numbers.ticketOf(byNumber.number());
        };
    }

    private static CommandOutcome repeated(CommandEnvelope envelope, Answer answer) {
        if (!answer.isFor(envelope.actor().subject(), envelope.requestHash())) {
            return new Rejected(
                    RejectionCode.COMMAND_ID_REUSED,
                    "The same id was used before for another content",
                    null,
                    null,
                    null,
                    List.of(),
                    false);
        }
        return switch (answer.outcome()) {
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
        Accepted earlier = carriedOutEarlier(envelope, facts.ticketId(), past);
        if (earlier != null) {
            return new Carried(facts.ticketId(), List.of(), null, null, null, earlier);
        }
        List<RecordedEvent> history = past.stream().map(StoredEvent::recorded).toList();
        Handled handled = model.handle(TicketRequest.of(envelope.command(), facts), history);
        TicketState before = handled.decided().before();
        CommandOutcome outcome =
                switch (handled.decided().decision()) {
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
        boolean opened = envelope.command() instanceof OpenTicket && !happenings.isEmpty();
        return new Carried(
                facts.ticketId(),
                happenings,
                opened ? facts.newNumber() : null,
                closing(facts.ticketId(), before, handled.happened()),
                Remembered.of(envelope, outcome),
                outcome);
    }

    private static Carried refused(CommandEnvelope envelope, Facts facts, ArchivedTicket archived) {
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
        return new Carried(facts.ticketId(), List.of(), null, null, Remembered.of(envelope, outcome), outcome);
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
    private static @Nullable Accepted carriedOutEarlier(
            CommandEnvelope envelope, UUID ticketId, List<StoredEvent> past) {
        for (int last = past.size(); last > 0; last--) {
            if (past.get(last - 1).causedBy().equals(envelope.commandId())) {
                TicketState then = Objects.requireNonNull(TicketState.replay(
                        past.stream().limit(last).map(StoredEvent::recorded).toList()));
                return new Accepted(ticketId, then.number(), then.version(), then.status(), true);
            }
        }
        return null;
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

    private void reply(UUID commandId, CommandEnvelope envelope, CommandOutcome outcome, Partition here) {
        reply(
                new CommandReply(
                        commandId, envelope.actor().subject(), envelope.acceptedAt(), envelope.traceparent(), outcome),
                envelope.replyPartition(),
                here);
    }

    private void reply(CommandReply reply, @Nullable Integer wanted, Partition here) {
        // A partition that does not exist would make the producer fail, and with it the whole partition of commands.
        int to = wanted != null && wanted < partitions ? wanted : here.number;
        here.send(TicketTopology.REPLIES, ReplyRecords.write(reply), to);
    }

    private static void log(CommandEnvelope envelope, CommandOutcome outcome) {
        String name = envelope.command().getClass().getSimpleName();
        switch (outcome) {
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

        static Remembered of(CommandEnvelope envelope, CommandOutcome outcome) {
            return new Remembered(
                    envelope.commandId(),
                    new Answer(envelope.actor().subject(), envelope.requestHash(), outcome).bytes());
        }
    }

    /** Everything that a command changes. */
    private record Carried(
            UUID ticketId,
            List<Happening> happenings,
            @Nullable TicketNumber given,
            @Nullable Closing closing,
            @Nullable Remembered remembered,
            CommandOutcome outcome) {

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
