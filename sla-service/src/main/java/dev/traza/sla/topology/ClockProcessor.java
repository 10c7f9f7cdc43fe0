package dev.traza.sla.topology;

import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.kit.trace.TraceContext;
import dev.traza.sla.SlaConfig;
import dev.traza.sla.book.CurrentBook;
import dev.traza.sla.clock.Clockwork;
import dev.traza.sla.clock.Effect;
import dev.traza.sla.clock.Step;
import dev.traza.sla.clock.TicketClocks;
import dev.traza.sla.clock.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the clocks of one partition's tickets. State, index of due times, events and commands are written in one
 * transaction, so a timer that has fired is gone exactly when what it said is on the log.
 */
final class ClockProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Logger LOG = Logger.getLogger(ClockProcessor.class);
    private static final byte[] PRESENT = {};

    private final CurrentBook book;
    private final Backlog backlog;
    private final SlaConfig.Timers config;
    private final SlaMetrics metrics;

    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, TicketClocks> clocks;
    private KeyValueStore<Bytes, byte[]> timers;

    /** No timer is due before; kept so that looking costs nothing and passes no deleted entries. */
    private long earliestDue;

    /** Until everything that waited at the start is read, time stands still for the timers. */
    private boolean caughtUp;

    private @Nullable OptionalLong lastUnread;
    private long lastRead;
    private long lastSign;

    private Sweep sweep;
    private @Nullable Cancellable looking;

    // Streams calls init before anything else
    @SuppressWarnings("NullAway.Init")
    ClockProcessor(CurrentBook book, Backlog backlog, SlaConfig.Timers config, SlaMetrics metrics) {
        this.book = book;
        this.backlog = backlog;
        this.config = config;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        clocks = context.getStateStore(SlaTopology.CLOCKS);
        timers = context.getStateStore(SlaTopology.TIMERS);
        // A task that lost its state begins again with the same processor: nothing of before may count.
        earliestDue = Long.MIN_VALUE;
        caughtUp = false;
        lastUnread = null;
        lastRead = -1;
        lastSign = context.currentSystemTimeMs();
        sweep = new Sweep();
        if (looking != null) {
            looking.cancel();
        }
        looking = context.schedule(config.interval(), PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    @Override
    public void process(Record<String, byte[]> read) {
        lastRead = context.recordMetadata().map(RecordMetadata::offset).orElse(lastRead);
        lastSign = context.currentSystemTimeMs();
        EventEnvelope<TicketEvent> event;
        try {
            event = EventRecords.TICKET.read(new WireRecord(read.key(), read.headers(), read.value()));
        } catch (UnreadableRecordException e) {
            metrics.unreadable();
            LOG.warnf("The event at offset %d is left out: %s", lastRead, e.getMessage());
            return;
        }
        try (TraceContext trace = TraceContext.of(event.traceparent(), event.ticketId(), event.causationId())) {
            TicketClocks before = clocks.get(event.ticketId().toString());
            keep(event.ticketId(), before, new Clockwork(book.book()).apply(before, event, now()));
        }
    }

    private void look(long millis) {
        if (!hasCaughtUp(millis)) {
            return;
        }
        sweep.goOn();
        if (earliestDue <= millis) {
            fire(millis);
        }
    }

    private boolean hasCaughtUp(long millis) {
        if (caughtUp) {
            return true;
        }
        try {
            OptionalLong last =
                    lastUnread == null ? backlog.lastUnread(context.taskId().partition()) : lastUnread;
            lastUnread = last;
            caughtUp = last.isEmpty() || lastRead >= last.getAsLong();
        } catch (KafkaException e) {
            LOG.warnf("Timers wait, the backlog is not known yet: %s", e.getMessage());
        }
        if (!caughtUp && millis - lastSign >= config.backlogPatience().toMillis()) {
            LOG.warnf("Timers go on: no event came for %s, though some should be left", config.backlogPatience());
            caughtUp = true;
        }
        return caughtUp;
    }

    private void fire(long millis) {
        List<Bytes> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> inOrder =
                timers.range(TimerKey.from(earliestDue), TimerKey.from(millis + 1))) {
            while (inOrder.hasNext() && due.size() < config.batch()) {
                due.add(inOrder.next().key);
            }
        }
        for (Bytes key : due) {
            fire(key, millis);
        }
        try (KeyValueIterator<Bytes, byte[]> left = timers.range(TimerKey.from(earliestDue), null)) {
            earliestDue = left.hasNext() ? TimerKey.dueMillis(left.next().key) : Long.MAX_VALUE;
        }
    }

    private void fire(Bytes key, long millis) {
        UUID ticketId = TimerKey.ticketId(key);
        TicketClocks before = clocks.get(ticketId.toString());
        if (before == null || timers.get(key) == null) {
            timers.delete(key); // another timer of the same ticket has settled this one already
            return;
        }
        metrics.late(Duration.ofMillis(millis - TimerKey.dueMillis(key)));
        try (TraceContext trace = TraceContext.of(before.traceparent(), ticketId, null)) {
            keep(ticketId, before, new Clockwork(book.book()).wake(before, Instant.ofEpochMilli(millis)));
        }
    }

    /** Writes what came of a step: first the state, then what others are told. */
    private void keep(UUID ticketId, @Nullable TicketClocks before, Step step) {
        TicketClocks after = step.after();
        if (after == null ? before == null : after.equals(before)) {
            return;
        }
        String key = ticketId.toString();
        if (after == null) {
            clocks.delete(key);
        } else {
            clocks.put(key, after);
        }
        reschedule(ticketId, before == null ? List.of() : before.timers(), after == null ? List.of() : after.timers());
        sweep.changed(key, before, after);
        for (Effect effect : step.effects()) {
            tell(effect);
        }
    }

    private void reschedule(UUID ticketId, List<Timer> before, List<Timer> after) {
        for (Timer timer : before) {
            if (!after.contains(timer)) {
                timers.delete(TimerKey.of(ticketId, timer));
            }
        }
        for (Timer timer : after) {
            if (!before.contains(timer)) {
                timers.put(TimerKey.of(ticketId, timer), PRESENT);
                earliestDue = Math.min(earliestDue, TimerKey.dueMillis(timer));
            }
        }
    }

    private void tell(Effect effect) {
        switch (effect) {
            case Effect.Tell tell -> {
                var event = tell.event().event();
                metrics.told(event);
                LOG.infof(
                        "%s %s #%d, %d of %d s used",
                        event.getClass().getSimpleName(),
                        event.measure().metric(),
                        event.measure().cycle(),
                        event.measure().elapsedSeconds(),
                        event.measure().targetSeconds());
                forward(EventRecords.SLA.write(tell.event()), SlaTopology.EVENTS_OUT);
            }
            case Effect.Ask ask -> {
                var command = ask.command().command();
                metrics.asked(command);
                LOG.infof("Asks for %s", command.getClass().getSimpleName());
                forward(CommandRecords.write(SlaTopology.SOURCE, ask.command()), SlaTopology.COMMANDS_OUT);
            }
        }
    }

    private void forward(WireRecord written, String sink) {
        context.forward(
                new Record<>(written.key(), written.value(), context.currentSystemTimeMs(), written.headers()), sink);
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    @Override
    public void close() {
        metrics.gone(context.taskId().toString());
    }

    /**
     * Goes through all tickets of the partition, a bounded number at a time: once after the start, because policies may
     * have changed while the partition had no owner, and once after every change of policies. The first one also counts
     * the running clocks.
     */
    private final class Sweep {

        private long sweptRevision = -1;
        private long revision = -1;
        private @Nullable String last;
        private boolean underway;
        private boolean counted;
        private int running;

        void goOn() {
            CurrentBook.Edition edition = book.edition();
            if (!underway) {
                if (edition.revision() == sweptRevision) {
                    return;
                }
                underway = true;
                revision = edition.revision(); // a change during the sweep is followed by another sweep
            }
            List<KeyValue<String, TicketClocks>> some = next();
            for (KeyValue<String, TicketClocks> ticket : some) {
                last = ticket.key;
                if (!counted) {
                    running += runningOf(ticket.value);
                }
                refresh(ticket.value, edition);
            }
            if (some.size() < config.sweepBatch()) {
                underway = false;
                sweptRevision = revision;
                counted = true;
                last = null;
            }
            metrics.running(context.taskId().toString(), running);
        }

        private List<KeyValue<String, TicketClocks>> next() {
            List<KeyValue<String, TicketClocks>> some = new ArrayList<>();
            String after = last == null ? null : last + '\0';
            try (KeyValueIterator<String, TicketClocks> inOrder = clocks.range(after, null)) {
                while (inOrder.hasNext() && some.size() < config.sweepBatch()) {
                    some.add(inOrder.next());
                }
            }
            return some;
        }

        private void refresh(TicketClocks before, CurrentBook.Edition edition) {
            try (TraceContext trace = TraceContext.of(before.traceparent(), before.ticketId(), null)) {
                keep(before.ticketId(), before, new Clockwork(edition.book()).refresh(before, now()));
            }
        }

        void changed(String key, @Nullable TicketClocks before, @Nullable TicketClocks after) {
            boolean alreadyCounted = counted || (last != null && key.compareTo(last) <= 0);
            if (alreadyCounted) {
                running += runningOf(after) - runningOf(before);
                metrics.running(context.taskId().toString(), running);
            }
        }

        private static int runningOf(@Nullable TicketClocks ticket) {
            return ticket == null
                    ? 0
                    : (int) ticket.clocks().values().stream()
                            .filter(clock -> !clock.paused())
                            .count();
        }
    }
}
