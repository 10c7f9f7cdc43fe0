package dev.traza.notification;

import com.mongodb.MongoException;
import dev.traza.kit.trace.TraceContext;
import dev.traza.notification.channel.Handover;
import dev.traza.notification.dispatch.DispatchListener;
import dev.traza.notification.dispatch.MailServerState;
import dev.traza.notification.feed.DeliveryLog;
import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.ledger.DeliveryState;
import dev.traza.notification.ledger.QueueFigures;
import dev.traza.notification.store.MongoLedger;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Says in logs and metrics what becomes of messages; names tickets and messages, never people or addresses. */
@Singleton
public class DeliveryReport implements DispatchListener, DeliveryLog {

    private static final Logger LOG = Logger.getLogger(DeliveryReport.class);
    private static final Duration FIGURES_LAST = Duration.ofSeconds(5);

    private final MeterRegistry meters;
    private final MailServerState mailServer;
    private final MongoLedger ledger;
    private final Clock clock;
    private volatile Optional<Figures> figures = Optional.empty();

    @Inject
    DeliveryReport(MeterRegistry meters, MailServerState mailServer, MongoLedger ledger, Clock clock) {
        this.meters = meters;
        this.mailServer = mailServer;
        this.ledger = ledger;
        this.clock = clock;
        Gauge.builder("traza.notification.queue.length", this, report -> report.queue()
                        .map(queue -> (double) queue.length())
                        .orElse(Double.NaN))
                .description("Messages that are neither sent nor given up, of all instances")
                .register(meters);
        Gauge.builder("traza.notification.queue.oldest.age", this, DeliveryReport::oldestAgeSeconds)
                .description("Age of the oldest message in the queue")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder(
                        "traza.notification.mail.server.reachable",
                        mailServer,
                        state -> state.outage().isPresent() ? 0 : 1)
                .description("0 while the mail server cannot be reached")
                .register(meters);
    }

    @Override
    public void recorded(Delivery delivery) {
        count(delivery);
        try (TraceContext scope = TraceContext.of(delivery.traceparent(), delivery.ticketId(), null)) {
            LOG.infof(
                    "%s calls for %s %s: %s%s",
                    delivery.event(), delivery.notice().purpose(), delivery.id(), delivery.state(), because(delivery));
        }
    }

    @Override
    public void settled(Delivery delivery) {
        count(delivery);
        LOG.infof(
                "%s %s is %s after %d attempts%s",
                delivery.notice().purpose(), delivery.id(), delivery.state(), delivery.attempts(), because(delivery));
    }

    @Override
    public void answered(Handover answer) {
        boolean wasAway = mailServer.outage().isPresent();
        mailServer.answered(answer, clock.instant());
        boolean isAway = mailServer.outage().isPresent();
        if (isAway && !wasAway) {
            LOG.warnf("%s; messages stay in the queue", answer.answer());
        } else if (wasAway && !isAway) {
            LOG.info("The mail server answers again");
        }
    }

    /** The queue as it was not long ago; empty when the store does not answer. */
    public Optional<QueueFigures> queue() {
        Instant now = clock.instant();
        Optional<Figures> present = figures;
        if (present.isEmpty() || present.get().at().plus(FIGURES_LAST).isBefore(now)) {
            try {
                present = Optional.of(new Figures(now, Optional.of(ledger.queue())));
            } catch (MongoException e) {
                present = Optional.of(new Figures(now, Optional.empty()));
            }
            figures = present;
        }
        return present.flatMap(Figures::queue);
    }

    private double oldestAgeSeconds() {
        return queue().map(queue -> queue.oldest()
                        .map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0)
                        .orElse(0.0))
                .orElse(Double.NaN);
    }

    private void count(Delivery delivery) {
        meters.counter(
                        "traza.notification.deliveries",
                        "purpose",
                        delivery.notice().purpose().name(),
                        "state",
                        delivery.state().name())
                .increment();
    }

    /** The reason of a suppression is one of ours; a mail server's words may hold an address. */
    private static String because(Delivery delivery) {
        return delivery.state() == DeliveryState.SUPPRESSED ? " (" + delivery.reason() + ")" : "";
    }

    private record Figures(Instant at, Optional<QueueFigures> queue) {}
}
