package dev.traza.notification.dispatch;

import dev.traza.notification.ledger.Claim;
import dev.traza.notification.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works the queue off: one thread looks what is due and claims it, a bounded number of others carry it. Trouble with the
 * store ends no thread; the queue is looked at again after the next pause.
 */
public final class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    private final Ledger ledger;
    private final Postman postman;
    private final DispatchSettings settings;
    private final MailServerState mailServer;
    private final Clock clock;
    private final Semaphore places;
    private final Semaphore calls = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable Thread looking;

    /** Not started yet. */
    public Dispatcher(
            Ledger ledger, Postman postman, DispatchSettings settings, MailServerState mailServer, Clock clock) {
        this.ledger = ledger;
        this.postman = postman;
        this.settings = settings;
        this.mailServer = mailServer;
        this.clock = clock;
        places = new Semaphore(settings.concurrency());
    }

    /** Begins to look at the queue. */
    public synchronized void start() {
        looking = Thread.ofPlatform().name("dispatcher").daemon().start(this::lookUntilStopped);
    }

    /** Something may be due; the queue is looked at without waiting for the next time. */
    public void call() {
        if (calls.availablePermits() == 0) {
            calls.release();
        }
    }

    /** Takes nothing new and waits, for a bounded time, until what is being sent has its fate on record. */
    public synchronized void stop() {
        stopping = true;
        Thread thread = looking;
        if (thread == null) {
            return;
        }
        call();
        try {
            thread.join(settings.finish());
            if (!places.tryAcquire(settings.concurrency(), settings.finish().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf(
                        "Some messages were still being sent after %s; they are tried again when their lease ends",
                        settings.finish());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        looking = null;
    }

    private void lookUntilStopped() {
        while (!stopping) {
            boolean more = false;
            try {
                more = look();
            } catch (RuntimeException e) {
                LOG.warnf("The queue could not be read, it is tried again in %s: %s", settings.poll(), e.toString());
            } catch (InterruptedException e) {
                return;
            }
            if (!more) {
                pause(settings.poll());
            }
        }
    }

    /** Hands out what is due; answers whether there may be more. */
    private boolean look() throws InterruptedException {
        Instant now = clock.instant();
        Duration rest = mailServer.restUntilNextTry(now, settings.restWhenUnreachable());
        if (!rest.isZero()) {
            pause(rest.compareTo(settings.poll()) < 0 ? rest : settings.poll());
            return true;
        }
        List<Claim> due = ledger.due(now, settings.lookAhead());
        for (Claim seen : due) {
            places.acquire();
            boolean handedOn = false;
            try {
                if (stopping || mailServer.rests(clock.instant(), settings.restWhenUnreachable())) {
                    return false;
                }
                Optional<Claim> won = ledger.claim(seen, clock.instant().plus(settings.lease()));
                if (won.isPresent()) {
                    Claim claim = won.get();
                    Thread.ofVirtual().name("postman-" + seen.deliveryId()).start(() -> carry(claim));
                    handedOn = true;
                }
            } finally {
                if (!handedOn) {
                    places.release();
                }
            }
        }
        return due.size() >= settings.lookAhead();
    }

    private void carry(Claim held) {
        try {
            postman.carry(held);
        } catch (RuntimeException e) {
            // The message stays claimed and comes back when its lease ends.
            LOG.warnf("Message %s could not be carried: %s", held.deliveryId(), e.toString());
        } finally {
            places.release();
        }
    }

    private void pause(Duration longest) {
        try {
            if (calls.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                calls.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
