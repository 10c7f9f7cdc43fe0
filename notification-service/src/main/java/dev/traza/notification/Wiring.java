package dev.traza.notification;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.traza.notification.channel.MailConfig;
import dev.traza.notification.channel.MailIdentity;
import dev.traza.notification.channel.SmtpChannel;
import dev.traza.notification.dispatch.Addressing;
import dev.traza.notification.dispatch.DispatchConfig;
import dev.traza.notification.dispatch.DispatchSettings;
import dev.traza.notification.dispatch.Dispatcher;
import dev.traza.notification.dispatch.MailServerState;
import dev.traza.notification.dispatch.Postman;
import dev.traza.notification.feed.FeedPositions;
import dev.traza.notification.rule.NotificationRules;
import dev.traza.notification.store.MongoDirectory;
import dev.traza.notification.store.MongoFeedPositions;
import dev.traza.notification.store.MongoLedger;
import dev.traza.notification.store.MongoTicketContexts;
import dev.traza.notification.template.LetterWriter;
import dev.traza.notification.ticket.Directory;
import dev.traza.notification.ticket.TicketContexts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Puts the parts together, starts them and stops them. The parts themselves know nothing of it. */
@Singleton
public class Wiring {

    private static final Logger LOG = Logger.getLogger(Wiring.class);

    @Produces
    @Singleton
    MongoDatabase database(MongoClient client, NotificationConfig config) {
        return client.getDatabase(config.database());
    }

    @Produces
    @Singleton
    MongoLedger ledger(MongoDatabase database, Clock clock) {
        return new MongoLedger(database, clock);
    }

    @Produces
    @Singleton
    TicketContexts tickets(MongoDatabase database) {
        return new MongoTicketContexts(database);
    }

    @Produces
    @Singleton
    Directory directory(MongoDatabase database) {
        return new MongoDirectory(database);
    }

    @Produces
    @Singleton
    FeedPositions positions(MongoDatabase database) {
        return new MongoFeedPositions(database);
    }

    @Produces
    @Singleton
    NotificationRules rules(NotificationConfig config) {
        return new NotificationRules(config.warnFromPercent());
    }

    @Produces
    @Singleton
    MailServerState mailServer() {
        return new MailServerState();
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(
            MongoLedger ledger,
            TicketContexts tickets,
            Directory directory,
            LetterWriter writer,
            MailConfig mail,
            DispatchConfig dispatch,
            MailServerState mailServer,
            DeliveryReport report,
            Clock clock) {
        DispatchSettings settings = dispatch.settings();
        if (settings.lease().compareTo(mail.deadline().multipliedBy(2)) < 0) {
            throw new IllegalStateException(
                    "traza.notification.dispatch.lease (%s) must be at least twice traza.notification.mail.deadline (%s), or a slow mail could be sent by two instances"
                            .formatted(settings.lease(), mail.deadline()));
        }
        Postman postman = new Postman(
                ledger,
                new Addressing(tickets, directory),
                writer,
                new SmtpChannel(mail.settings(), clock),
                new MailIdentity(mail.domain()),
                settings,
                report,
                clock,
                RandomGenerator.getDefault());
        return new Dispatcher(ledger, postman, settings, mailServer, clock);
    }

    void onStart(@Observes StartupEvent start, MongoLedger ledger, Dispatcher dispatcher) {
        try {
            ledger.prepare();
        } catch (RuntimeException e) {
            // Lists are slower until the next start; nothing else depends on the indexes.
            LOG.warnf("The indexes of the ledger could not be made: %s", e.toString());
        }
        dispatcher.start();
    }

    void onStop(@Observes ShutdownEvent stop, Dispatcher dispatcher) {
        dispatcher.stop();
    }
}
