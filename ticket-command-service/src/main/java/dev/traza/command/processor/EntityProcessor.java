package dev.traza.command.processor;

import dev.traza.command.logkey.LogKeyStore;
import dev.traza.contract.envelope.CatalogCommandEnvelope;
import dev.traza.contract.envelope.CommandContext;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandOutcome.Accepted;
import dev.traza.contract.envelope.CommandOutcome.ItemAccepted;
import dev.traza.contract.envelope.CommandOutcome.PersonAccepted;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.PersonCommandEnvelope;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.ReplyAddress;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.sealing.TextKeys;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.kit.trace.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides the commands of one partition, one after the other, whatever kind of entity they are for. Everything that can
 * go wrong with a single command is found out before anything is written, so that a command is carried out as a whole or
 * refused as a whole; what goes wrong with Kafka or a store is thrown, so that the transaction is given up and the
 * command comes again.
 */
final class EntityProcessor implements Processor<String, byte[], String, Outgoing> {

    private static final Logger LOG = Logger.getLogger(EntityProcessor.class);

    private final TicketKind tickets;
    private final CatalogKind items;
    private final PersonKind people = new PersonKind();
    private final ProcessorMetrics metrics;
    private final int partitions;
    private final Duration answerRetention;
    private final ProcessorConfig.Archive archive;
    private final long maxCommandSize;
    private final Batches batches;

    // Streams constructs first and hands over the context later; nothing is processed before.
    private @Nullable Partition partition;
    private @Nullable TextKeys logKeys;

    /**
     * For one partition.
     *
     * @param partitions of the ticket's topics
     * @param maxCommandSize in bytes
     * @param logKey to seal with what is put on the command log
     */
    EntityProcessor(
            TicketModel tickets,
            ItemModel items,
            ProcessorMetrics metrics,
            int partitions,
            Duration answerRetention,
            ProcessorConfig.Archive archive,
            long maxCommandSize,
            Batches batches,
            Supplier<TextKey> logKey) {
        this.tickets = new TicketKind(tickets, partitions, logKey);
        this.items = new CatalogKind(items);
        this.metrics = metrics;
        this.partitions = partitions;
        this.answerRetention = answerRetention;
        this.archive = archive;
        this.maxCommandSize = maxCommandSize;
        this.batches = batches;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        Partition here = Partition.of(context, partitions, answerRetention);
        Archivist archivist = new Archivist(here.history(), here.closed(), archive.after(), archive.batch());
        context.schedule(
                archive.every(),
                PunctuationType.WALL_CLOCK_TIME,
                now -> metrics.archived(archivist.sweep(Instant.ofEpochMilli(now))));
        partition = here;
        logKeys = new LogKeyStore(context.getStateStore(LogKeyStore.NAME));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Partition here = Objects.requireNonNull(partition, "Nothing is processed before init");
        decide(record, here);
        here.context()
                .recordMetadata()
                .filter(at -> batches.processed(at.partition(), at.offset()))
                .ifPresent(_ -> here.context().commit());
    }

    @Override
    public void close() {
        Partition here = partition;
        if (here != null) {
            batches.forget(here.number());
        }
    }

    private void decide(Record<String, byte[]> record, Partition here) {
        WireRecord written = new WireRecord(record.key(), record.headers(), record.value());
        long started = System.nanoTime();
        CommandContext command;
        try {
            command = read(written, here.number());
        } catch (KafkaException e) {
            throw e; // what is needed to read it is not here yet
        } catch (UnreadableRecordException | RuntimeException e) {
            setAside(written, e, here);
            return;
        }
        try (TraceContext _ = TraceContext.of(command.traceparent(), command.subject(), command.commandId())) {
            Optional<CommandOutcome> outcome =
                    switch (command) {
                        case CommandEnvelope ticket -> answer(tickets, ticket, here);
                        case CatalogCommandEnvelope item -> answer(items, item, here);
                        case PersonCommandEnvelope person -> answer(people, person, here);
                    };
            outcome.ifPresent(told -> reply(command, told, here));
            metrics.decided(command.command(), outcome, System.nanoTime() - started);
            log(command, outcome);
        }
    }

    private CommandContext read(WireRecord written, int here) throws UnreadableRecordException {
        if (written.value() != null && written.value().length > maxCommandSize) {
            throw new UnreadableRecordException("The value is larger than " + maxCommandSize + " bytes");
        }
        CommandContext command =
                CommandRecords.readAny(written, Objects.requireNonNull(logKeys, "Nothing is processed before init"));
        if (command.partition(partitions) != here) {
            // Carried out here, it would give its entity a second writer.
            throw new UnreadableRecordException("The record is not in the partition of what it is for");
        }
        if (command instanceof CommandEnvelope ticket
                && ticket.command() instanceof OpenTicket
                && ticket.ticket() instanceof TicketRef.ByNumber) {
            throw new UnreadableRecordException("A ticket is opened under an id; its number is given here");
        }
        return command;
    }

    /** What the sender is told; empty when others have to be heard first. */
    private <C extends CommandContext> Optional<CommandOutcome> answer(Kind<C> kind, C command, Partition here) {
        long now = here.now();
        Supplier<Carried> prepared = kind.prepare(command, here.answers().find(command.commandId(), now), here);
        Carried carried;
        try {
            carried = prepared.get();
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "A command could not be handled and was refused");
            metrics.setAside("unhandled");
            carried = kind.unhandled(
                    command, here, unreadable("The command could not be handled; its cause is in the log"));
        }
        carried.put(here, now);
        return carried.told();
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
                    here.number(),
                    address.isPresent() ? " and its sender told" : "; whom to tell is unreadable too");
            address.ifPresent(sender -> here.reply(
                    new CommandReply(
                            sender.commandId(),
                            sender.subject(),
                            Instant.ofEpochMilli(here.now()),
                            sender.traceparent(),
                            unreadable(
                                    cause instanceof UnreadableRecordException
                                            ? "The command could not be read: " + cause.getMessage()
                                            : "The command could not be read")),
                    sender.partition()));
        }
    }

    private static Rejected unreadable(String detail) {
        return new Rejected(RejectionCode.COMMAND_UNREADABLE, detail, null, null, null, List.of(), false);
    }

    private static void reply(CommandContext command, CommandOutcome outcome, Partition here) {
        here.reply(
                new CommandReply(
                        command.commandId(),
                        command.actor().subject(),
                        command.acceptedAt(),
                        command.traceparent(),
                        outcome),
                command.replyPartition());
    }

    private static void log(CommandContext command, Optional<CommandOutcome> told) {
        String name = command.command().getClass().getSimpleName();
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
            case ItemAccepted accepted ->
                LOG.infof(
                        "%s accepted%s: %s is at version %d",
                        name, accepted.replayed() ? " before" : "", accepted.path(), accepted.version());
            case PersonAccepted accepted ->
                LOG.infof(
                        "%s accepted%s: it concerns %d tickets of this partition",
                        name, accepted.replayed() ? " before" : "", accepted.tickets());
            case Rejected rejected ->
                LOG.infof("%s refused%s: %s", name, rejected.replayed() ? " before" : "", rejected.code());
        }
    }
}
