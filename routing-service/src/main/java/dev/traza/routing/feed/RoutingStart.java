package dev.traza.routing.feed;

import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.contract.topic.Topics;
import dev.traza.kit.topic.UsedTopics;
import dev.traza.routing.desk.Desk;
import dev.traza.routing.desk.Team;
import dev.traza.routing.directory.DirectoryConfig;
import dev.traza.routing.directory.Organisation;
import dev.traza.routing.directory.Rules;
import dev.traza.routing.rule.Condition;
import dev.traza.routing.rule.Rule;
import dev.traza.routing.store.DirectoryStore.Kind;
import dev.traza.routing.store.RoutingDatabase;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What has to be there before the first event is heard: topics, the index, earlier decisions, and somewhere for every
 * ticket to go. A new installation has a desk and a team, both named {@code support}, to which the default rule leads.
 */
@ApplicationScoped
public class RoutingStart {

    /** After the topics have been verified and before any channel is opened. */
    private static final int BEFORE_THE_CHANNELS = Interceptor.Priority.PLATFORM_BEFORE + 100;

    private static final String SUPPORT = "support";
    private static final String OURSELVES = "routing-service";

    private final RoutingDatabase database;
    private final LedgerRestore restore;
    private final Organisation organisation;
    private final Rules rules;
    private final DirectoryConfig config;
    private final ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("routing-directory").factory());

    @Inject
    RoutingStart(
            RoutingDatabase database,
            LedgerRestore restore,
            Organisation organisation,
            Rules rules,
            DirectoryConfig config) {
        this.database = database;
        this.restore = restore;
        this.organisation = organisation;
        this.rules = rules;
        this.config = config;
    }

    @Produces
    @Singleton
    static UsedTopics usedTopics() {
        return new UsedTopics(List.of(
                Topics.TICKET_COMMANDS,
                Topics.TICKET_EVENTS,
                Topics.SLA_EVENTS,
                Topics.ROUTING_DIRECTORY,
                Topics.ROUTING_EVENTS));
    }

    void onStart(@Observes @Priority(BEFORE_THE_CHANNELS) StartupEvent start) {
        database.prepare();
        restore.restoreIfNew();
        if (organisation.current().directory().desks().isEmpty()) {
            organisation.put(Kind.DESK, SUPPORT, new Desk(SUPPORT, "Support"), null);
            organisation.put(
                    Kind.TEAM,
                    SUPPORT,
                    new Team(SUPPORT, "Support", SUPPORT, 1, AssignmentStrategy.MANUAL, null),
                    null);
        }
        rules.begin(List.of(new Rule("default", Condition.ALWAYS, SUPPORT, SUPPORT, null, null)), OURSELVES);
        organisation.publishEverything();
        long interval = config.republishInterval().toMillis();
        publisher.scheduleWithFixedDelay(organisation::publishWhatIsNot, interval, interval, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void close() {
        publisher.shutdownNow();
    }
}
