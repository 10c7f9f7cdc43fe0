package dev.traza.notification.dispatch;

import dev.traza.kit.trace.TraceContext;
import dev.traza.notification.channel.Handover;
import dev.traza.notification.channel.MailChannel;
import dev.traza.notification.channel.MailIdentity;
import dev.traza.notification.channel.OutgoingMail;
import dev.traza.notification.ledger.Addressee;
import dev.traza.notification.ledger.Claim;
import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.ledger.Ledger;
import dev.traza.notification.ledger.Letter;
import dev.traza.notification.rule.Suppression;
import dev.traza.notification.template.LetterWriter;
import dev.traza.notification.ticket.TicketContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Carries one message from the queue to the mail server, and its fate back into the ledger. */
public final class Postman {

    private static final Logger LOG = Logger.getLogger(Postman.class);
    private static final String INTERRUPTED = "The process ended while the mail was handed over";

    private final Ledger ledger;
    private final Addressing addressing;
    private final LetterWriter writer;
    private final MailChannel channel;
    private final MailIdentity identity;
    private final DispatchSettings settings;
    private final DispatchListener listener;
    private final Clock clock;
    private final RandomGenerator random;

    /** A postman between this ledger and this channel. */
    public Postman(
            Ledger ledger,
            Addressing addressing,
            LetterWriter writer,
            MailChannel channel,
            MailIdentity identity,
            DispatchSettings settings,
            DispatchListener listener,
            Clock clock,
            RandomGenerator random) {
        this.ledger = ledger;
        this.addressing = addressing;
        this.writer = writer;
        this.channel = channel;
        this.identity = identity;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.random = random;
    }

    /** Does what is to be done about a message that this instance holds. */
    public void carry(Claim held) {
        Optional<Delivery> onRecord = ledger.find(held.deliveryId());
        if (onRecord.isEmpty() || onRecord.get().state().isFinal()) {
            // Left over by a process that died between the record and the queue.
            ledger.dequeue(held.deliveryId());
            return;
        }
        Delivery delivery = onRecord.get();
        try (TraceContext scope = TraceContext.of(delivery.traceparent(), delivery.ticketId(), null)) {
            if (delivery.attempts() >= settings.retries().attempts()) {
                settle(held, delivery.dead(INTERRUPTED, clock.instant()));
                return;
            }
            if (delivery.notice().isErased()) {
                settle(held, delivery.suppressed(Suppression.ERASED, clock.instant()));
                return;
            }
            switch (addressing.resolve(delivery)) {
                case Resolution.Nobody nobody -> settle(held, delivery.suppressed(nobody.because(), clock.instant()));
                case Resolution.NotYet notYet -> waitFor(notYet, held, delivery);
                case Resolution.To to -> send(held, delivery, to.addressee(), to.ticket());
            }
        }
    }

    private void waitFor(Resolution.NotYet notYet, Claim held, Delivery delivery) {
        Instant now = clock.instant();
        if (now.isBefore(delivery.roundBegan().plus(settings.patience()))) {
            ledger.settle(held, delivery.postponed(now.plus(settings.recheck()), now));
        } else {
            settle(held, delivery.suppressed(notYet.otherwise(), now));
        }
    }

    private void send(Claim held, Delivery delivery, Addressee to, TicketContext ticket) {
        // A ticket can change hands between two attempts: what was written to one person is not sent to another.
        Letter letter = to.equals(delivery.addressee()) ? delivery.letter() : null;
        if (letter == null) {
            try {
                letter = writer.write(delivery.notice(), ticket, to);
            } catch (RuntimeException e) {
                LOG.errorf(e, "The letter of message %s could not be written", delivery.id());
                Instant now = clock.instant();
                settle(held, again(delivery.stumbled(now), "The letter could not be written", now));
                return;
            }
        }
        OutgoingMail mail = new OutgoingMail(
                identity.messageId(delivery.id(), delivery.round()),
                identity.threadOf(delivery, ticket),
                delivery.ticketId(),
                to,
                letter);
        Instant begun = clock.instant();
        Delivery sending = delivery.sending(to, letter, begun);
        if (!ledger.begin(held, sending, begun.plus(settings.lease()))) {
            LOG.infof("Message %s was taken over by another instance", delivery.id());
            return;
        }
        Handover answer = channel.send(mail);
        listener.answered(answer);
        Instant now = clock.instant();
        settle(
                held,
                switch (answer) {
                    case Handover.Accepted accepted -> sending.sent(accepted.answer(), now);
                    case Handover.Refused refused -> sending.dead(refused.answer(), now);
                    case Handover.NotNow notNow -> again(sending, notNow.answer(), now);
                    case Handover.Unreachable unreachable -> again(sending, unreachable.answer(), now);
                });
    }

    private Delivery again(Delivery sending, String answer, Instant now) {
        Optional<Duration> wait = settings.retries().waitAfter(sending.attempts(), random.nextDouble());
        return wait.map(duration -> sending.failed(answer, now.plus(duration), now))
                .orElseGet(() -> sending.dead(answer, now));
    }

    private void settle(Claim held, Delivery delivery) {
        ledger.settle(held, delivery);
        listener.settled(delivery);
    }
}
