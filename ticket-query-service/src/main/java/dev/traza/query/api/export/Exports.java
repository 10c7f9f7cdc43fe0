package dev.traza.query.api.export;

import dev.traza.kit.http.Connection;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.ticket.Merged;
import dev.traza.query.api.ticket.TicketAnswer;
import dev.traza.query.index.IndexAwayException;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.index.TicketQuery;
import dev.traza.query.index.Walk;
import dev.traza.query.view.TicketView;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hands whole lists on as fast as their reader takes them, some at a time, never a list in memory. */
@Singleton
class Exports {

    private static final Logger LOG = Logger.getLogger(Exports.class);

    /** Tickets in memory for each export. */
    private static final int BATCH = 200;

    private static final int BUFFER = 32 * 1024;

    private final TicketIndex index;
    private final Connection connection;
    private final ExportConfig config;
    private final Semaphore turns;

    @Inject
    Exports(TicketIndex index, Connection connection, ExportConfig config) {
        this.index = index;
        this.connection = connection;
        this.config = config;
        this.turns = new Semaphore(config.concurrent());
    }

    /**
     * All tickets of a list, as they are now. Whatever it holds is given back when the request has ended, in whatever way.
     *
     * @throws ProblemException (429) if too many are on their way, (422) if the list is too long, (503) if the index is away
     */
    StreamingOutput of(TicketQuery asked, Viewer viewer, RowFormat format) {
        if (!turns.tryAcquire()) {
            throw new ProblemException(Problem.of(
                            ProblemType.TOO_MANY_REQUESTS,
                            "At most " + config.concurrent() + " exports are made at the same time.")
                    .withRetryAfter(config.retryAfter()));
        }
        Running running;
        try {
            running = new Running(index.walk(asked.question(), asked.sort()), viewer, format);
        } catch (IndexAwayException e) {
            turns.release();
            throw TokenHeader.unavailable("The search index is being made ready.");
        } catch (RuntimeException | Error e) {
            turns.release();
            throw e;
        }
        try {
            running.refuseTooLong();
            return running.watched(connection.watch(config.timeout(), running::endUnlessBegun));
        } catch (RuntimeException | Error e) {
            running.endUnlessBegun();
            throw e;
        }
    }

    /** One export: its turn and its walk are given back once, by whoever writes it or, if nobody comes to that, without. */
    private final class Running implements StreamingOutput {

        private final Walk walk;
        private final Viewer viewer;
        private final RowFormat format;
        private final AtomicBoolean taken = new AtomicBoolean();
        private Connection.@Nullable Exchange exchange;

        Running(Walk walk, Viewer viewer, RowFormat format) {
            this.walk = walk;
            this.viewer = viewer;
            this.format = format;
        }

        void refuseTooLong() {
            try {
                int count = walk.count();
                if (count > config.maxTickets()) {
                    throw new ProblemException(
                            ProblemType.UNPROCESSABLE,
                            "The list has %d tickets, and an export at most %d. Narrow it down, for example with createdFrom and createdTo."
                                    .formatted(count, config.maxTickets()));
                }
            } catch (IndexAwayException e) {
                throw TokenHeader.unavailable("The search index is being made ready.");
            }
        }

        Running watched(Connection.Exchange by) {
            exchange = by;
            return this;
        }

        @Override
        public void write(OutputStream out) throws IOException {
            if (!taken.compareAndSet(false, true)) {
                throw new IOException("The request has ended before it was answered");
            }
            try {
                writeAll(out);
            } catch (IOException | RuntimeException e) {
                // Otherwise the answer would be ended in order, and its reader take a part for the whole.
                Objects.requireNonNull(exchange).breakOff();
                LOG.infof(
                        "An export ended before it was whole: %s", e.getClass().getSimpleName());
                LOG.debugf(e, "Why an export ended before it was whole");
            } finally {
                end();
            }
        }

        private void writeAll(OutputStream out) throws IOException {
            try (RowFormat.Rows rows = format.begin(new BufferedOutputStream(out, BUFFER))) {
                for (List<TicketView> batch = next(); !batch.isEmpty(); batch = next()) {
                    for (Merged merged : Merged.all(batch, this::byIds)) {
                        rows.write(TicketAnswer.of(merged, viewer));
                    }
                    rows.flush(); // a reader who is gone is noticed here
                }
            }
        }

        void endUnlessBegun() {
            if (taken.compareAndSet(false, true)) {
                end();
            }
        }

        private void end() {
            try {
                walk.close();
            } finally {
                turns.release();
            }
        }

        private List<TicketView> next() throws IOException {
            try {
                return walk.next(BATCH);
            } catch (IndexAwayException e) {
                throw new IOException("The index went away amid an export", e);
            }
        }

        private List<TicketView> byIds(Collection<UUID> ticketIds) {
            try {
                return walk.byIds(ticketIds);
            } catch (IndexAwayException e) {
                throw new UncheckedIOException(new IOException("The index went away amid an export", e));
            }
        }
    }
}
