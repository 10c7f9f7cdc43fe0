package dev.traza.query.view;

import dev.traza.contract.envelope.EventEnvelope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A moment in a ticket's life, by which of its events had been put on record then. Each log has its own prefix: the first
 * event that is later ends it, whatever comes after, since clocks of several machines put the times on record.
 */
public sealed interface Moment {

    /** Whether this event had been put on record, if all before it in the same log had. */
    boolean includes(LoggedEvent event);

    /** The same moment for another ticket. */
    Moment elsewhere();

    /**
     * A point in time.
     *
     * @param at included
     */
    record AsOf(Instant at) implements Moment {
        @Override
        public boolean includes(LoggedEvent event) {
            return !event.envelope().recordedAt().isAfter(at);
        }

        @Override
        public Moment elsewhere() {
            return this;
        }
    }

    /**
     * The end of the time in which the ticket had a version. What the other logs said until then belongs to it: so the
     * present version is the ticket as it is now, and a version's clocks are those that its event has started.
     *
     * @param version 1 or more
     * @param until when the next version was put on record, not included; absent for the present one
     */
    record AtVersion(long version, @Nullable Instant until) implements Moment {
        @Override
        public boolean includes(LoggedEvent event) {
            EventEnvelope<?> envelope = event.envelope();
            return switch (event.source()) {
                case TICKET -> envelope.sequence() <= version;
                case ROUTING, SLA -> until == null || envelope.recordedAt().isBefore(until);
            };
        }

        @Override
        public Moment elsewhere() {
            return new AsOf(until == null ? Instant.MAX : until.minusNanos(1));
        }
    }
}
