package dev.traza.contract.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** All topics of Traza. */
public final class Topics {

    /** Partition count of a cluster; one machine takes {@value #PARTITIONS_ON_ONE_MACHINE}. */
    public static final int DEFAULT_PARTITIONS = 48;

    /** Partition count that one machine with all services on it is comfortable with. */
    public static final int PARTITIONS_ON_ONE_MACHINE = 12;

    /** What was asked; internal. It is needed until carried out, and a while longer to look into. */
    public static final TopicSpec TICKET_COMMANDS = new TopicSpec("ticket-commands", true, kept(Duration.ofDays(7)));

    /** Answers to commands; internal. */
    public static final TopicSpec TICKET_COMMAND_REPLIES =
            new TopicSpec("ticket-command-replies", true, kept(Duration.ofDays(7)));

    /** What happened: the system of record and the public contract. */
    public static final TopicSpec TICKET_EVENTS = new TopicSpec("ticket-events", true, keptForEver());

    /** What happened to the items of the service catalog, parents before children; public. */
    public static final TopicSpec CATALOG_EVENTS = new TopicSpec("catalog-events", false, keptForEver());

    /** What happened to service-level clocks; public. */
    public static final TopicSpec SLA_EVENTS = new TopicSpec("sla-events", true, keptForEver());

    /** Decisions of routing and their explanation; public. */
    public static final TopicSpec ROUTING_EVENTS = new TopicSpec("routing-events", true, keptForEver());

    /** Desks, teams and agents as they are now; public. */
    public static final TopicSpec ROUTING_DIRECTORY = new TopicSpec("routing-directory", false, compacted());

    /**
     * Who is at which ticket, said anew every few seconds; internal. Worth nothing after half a minute, and gone after an
     * hour.
     */
    public static final TopicSpec TICKET_PRESENCE = new TopicSpec("ticket-presence", false, kept(Duration.ofHours(1)));

    /** Service-level policies and calendars as they are now; internal. */
    public static final TopicSpec SLA_POLICIES = new TopicSpec("sla-policies", false, compacted());

    /**
     * The keys of the texts on {@code ticket-events}, by their ids, in the partition of their ticket; internal. A key that
     * was destroyed stays as an empty value, so that it can be told from one that is not there yet. An overwritten key
     * is gone from the disks after a day.
     */
    public static final TopicSpec TICKET_KEYS = new TopicSpec("ticket-keys", true, compactedWithin(Duration.ofDays(1)));

    /**
     * The keys of the texts on {@code ticket-commands}, by their ids; internal. Each is used for an hour or so, and
     * destroyed when all that was sealed with it has been decided for long.
     */
    public static final TopicSpec COMMAND_KEYS =
            new TopicSpec("command-keys", false, compactedWithin(Duration.ofDays(1)));

    /** Lists that people keep under a name, as they are now; internal. Nothing else knows of them. */
    public static final TopicSpec SAVED_VIEWS = new TopicSpec("saved-views", false, compacted());

    private Topics() {}

    /** Every topic, in the order data flows. */
    public static List<TopicSpec> all() {
        return List.of(
                COMMAND_KEYS,
                TICKET_COMMANDS,
                TICKET_COMMAND_REPLIES,
                TICKET_EVENTS,
                TICKET_KEYS,
                CATALOG_EVENTS,
                SLA_POLICIES,
                SLA_EVENTS,
                ROUTING_DIRECTORY,
                ROUTING_EVENTS,
                TICKET_PRESENCE,
                SAVED_VIEWS);
    }

    private static Map<String, String> kept(Duration retention) {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(retention.toMillis()),
                "retention.bytes",
                "-1");
    }

    private static Map<String, String> keptForEver() {
        return Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
    }

    private static Map<String, String> compactedWithin(Duration lag) {
        return Map.of(
                "cleanup.policy", "compact",
                "max.compaction.lag.ms", Long.toString(lag.toMillis()),
                "segment.ms", Long.toString(lag.toMillis()));
    }

    private static Map<String, String> compacted() {
        return Map.of("cleanup.policy", "compact");
    }
}
