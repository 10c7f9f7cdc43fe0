package dev.traza.contract;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the AsyncAPI document says about the topics beyond what the code knows: titles, keys, and who uses them for what. */
final class AsyncApiChannels {

    /** What stands on a topic, and how its records are found. */
    private static final Map<TopicSpec, Words> WORDS = Map.ofEntries(
            entry(
                    Topics.TICKET_EVENTS,
                    Words.events(
                            MessageCatalogue.TICKET_EVENTS,
                            "/ticket-command-service",
                            "What happened to tickets",
                            "The system of record. Of one ticket, events come in the order of ce_sequence, which is the ticket's"
                                    + " version, from 1 without gaps. Written in Kafka transactions: read committed.")),
            entry(
                    Topics.SLA_EVENTS,
                    Words.events(
                            MessageCatalogue.SLA_EVENTS,
                            "/sla-service",
                            "What happened to service-level clocks",
                            "Of one ticket, events come in the order of ce_sequence. Written in Kafka transactions: read"
                                    + " committed.")),
            entry(
                    Topics.ROUTING_EVENTS,
                    Words.events(
                            MessageCatalogue.ROUTING_EVENTS,
                            "/routing-service",
                            "Decisions of routing, each with its explanation",
                            "Of one ticket, events come in the order of ce_sequence. After a failure a record may stand twice,"
                                    + " with the same ce_id and ce_sequence.")),
            entry(
                    Topics.CATALOG_EVENTS,
                    new Words(
                            "What happened to the items of the service catalog",
                            "Each version of an item stands there in full, and parents come before what stands below them. Of one"
                                    + " item, events come in the order of ce_sequence, which is the item's version, from 1 without"
                                    + " gaps. Written in Kafka transactions: read committed.",
                            "The item's path.",
                            MessageCatalogue.CATALOG_EVENTS,
                            "/ticket-command-service")),
            entry(
                    Topics.ROUTING_DIRECTORY,
                    new Words(
                            "Desks, teams and agents as they are now",
                            "A table, not a log. A record without a value says that the entry is gone. No CloudEvents headers.",
                            "desk:<id>, team:<id> or agent:<id>",
                            null,
                            null)),
            entry(
                    Topics.TICKET_COMMANDS,
                    Words.internal(
                            "What was asked of tickets",
                            "The ticket's id, or its number where only that is known.",
                            "/<service>")),
            entry(
                    Topics.TICKET_COMMAND_REPLIES,
                    Words.internal(
                            "Answers to commands", "The command's id; the partition is the asker's wish.", null)),
            entry(
                    Topics.COMMAND_KEYS,
                    Words.internal(
                            "The keys of the texts on ticket-commands, each for an hour or so", "The key's id.", null)),
            entry(
                    Topics.TICKET_KEYS,
                    Words.internal(
                            "The keys of the texts on ticket-events; whoever may read texts asks the API for them",
                            "The key's id; the partition is its ticket's.",
                            null)),
            entry(
                    Topics.SLA_POLICIES,
                    Words.internal(
                            "Service-level policies and calendars as they are now",
                            "policy/<id> or calendar/<id>",
                            null)),
            entry(
                    Topics.TICKET_PRESENCE,
                    Words.internal("Who is at which ticket, said anew every few seconds", "The ticket's id.", null)),
            entry(
                    Topics.SAVED_VIEWS,
                    Words.internal("Lists that people keep under a name, as they are now", "The view's id.", null)));

    /** Who does what with which topic. A test compares it with the services' code. */
    private static final List<Use> USES = List.of(
            Use.send("ticket-command-service", Topics.TICKET_COMMANDS, "Puts what callers ask for on record"),
            Use.receive("ticket-command-service", Topics.TICKET_COMMANDS, "Decides commands, one writer per ticket"),
            Use.send("ticket-command-service", Topics.TICKET_EVENTS, "Tells what commands did"),
            Use.send("ticket-command-service", Topics.COMMAND_KEYS, "Makes the keys of commands, and destroys them"),
            Use.receive("ticket-command-service", Topics.COMMAND_KEYS, "Opens the texts of commands to decide them"),
            Use.send("ticket-command-service", Topics.TICKET_KEYS, "Makes the keys of texts, and destroys them"),
            Use.receive("ticket-command-service", Topics.TICKET_KEYS, "Gives keys to those who may read texts"),
            Use.receive("ticket-command-service", Topics.TICKET_EVENTS, "Marks the files that events name"),
            Use.send("ticket-command-service", Topics.CATALOG_EVENTS, "Tells what became of the catalog's items"),
            Use.receive(
                    "ticket-command-service", Topics.CATALOG_EVENTS, "Knows the forms that tickets are held against"),
            Use.send("ticket-command-service", Topics.TICKET_COMMAND_REPLIES, "Answers commands"),
            Use.receive("ticket-command-service", Topics.TICKET_COMMAND_REPLIES, "Completes waiting requests"),
            Use.receive("ticket-command-service", Topics.ROUTING_DIRECTORY, "Knows teams and who is in them"),
            Use.receive("ticket-query-service", Topics.TICKET_EVENTS, "Makes views, timelines and the search index"),
            Use.receive("ticket-query-service", Topics.SLA_EVENTS, "Shows clocks"),
            Use.receive("ticket-query-service", Topics.ROUTING_EVENTS, "Shows who was chosen, and why"),
            Use.receive("ticket-query-service", Topics.SLA_POLICIES, "Measures business time by the calendars"),
            Use.receive("ticket-query-service", Topics.TICKET_COMMANDS, "Knows which commands are under way"),
            Use.receive("ticket-query-service", Topics.TICKET_COMMAND_REPLIES, "Knows what became of commands"),
            Use.send("ticket-query-service", Topics.TICKET_PRESENCE, "Tells the other instances who is at a ticket"),
            Use.receive("ticket-query-service", Topics.TICKET_PRESENCE, "Shows who is at a ticket"),
            Use.receive("ticket-query-service", Topics.ROUTING_DIRECTORY, "Knows whose teams are whose"),
            Use.receive("ticket-query-service", Topics.SAVED_VIEWS, "Knows the lists that people keep"),
            Use.send("ticket-query-service", Topics.SAVED_VIEWS, "Keeps lists for people"),
            Use.receive("routing-service", Topics.TICKET_EVENTS, "Sees which tickets need a team"),
            Use.receive("routing-service", Topics.SLA_EVENTS, "Sees warnings and breaches"),
            Use.receive("routing-service", Topics.ROUTING_EVENTS, "Restores its ledger"),
            Use.send("routing-service", Topics.ROUTING_EVENTS, "Explains its decisions"),
            Use.send("routing-service", Topics.TICKET_COMMANDS, "Assigns and escalates"),
            Use.send("routing-service", Topics.ROUTING_DIRECTORY, "Publishes the organisation"),
            Use.receive("sla-service", Topics.TICKET_EVENTS, "Starts, pauses and ends clocks"),
            Use.receive("sla-service", Topics.SLA_POLICIES, "Follows policies and calendars"),
            Use.send("sla-service", Topics.SLA_POLICIES, "Keeps policies and calendars"),
            Use.send("sla-service", Topics.SLA_EVENTS, "Tells what happened to clocks"),
            Use.send("sla-service", Topics.TICKET_COMMANDS, "Resumes and closes when it is time"),
            Use.receive("notification-service", Topics.TICKET_EVENTS, "Tells people what happened"),
            Use.receive("notification-service", Topics.SLA_EVENTS, "Tells people of warnings and breaches"),
            Use.receive("notification-service", Topics.ROUTING_DIRECTORY, "Knows whom to tell, and how"));

    private AsyncApiChannels() {}

    /**
     * A topic in words.
     *
     * @param key what the record's key is
     * @param events the public events on it, if it carries such
     * @param source {@code ce_source} of its records; absent when they are no CloudEvents
     */
    record Words(
            String title,
            String text,
            String key,
            @Nullable MessageCatalogue<?> events,
            @Nullable String source) {

        private static Words events(MessageCatalogue<?> events, String source, String title, String text) {
            return new Words(title, text, "The ticket's id.", events, source);
        }

        private static Words internal(String title, String key, @Nullable String source) {
            return new Words(title, "Internal: it changes without notice.", key, null, source);
        }
    }

    /** What a service does with a topic. */
    record Use(String service, boolean sends, TopicSpec topic, String purpose) {

        private static Use send(String service, TopicSpec topic, String purpose) {
            return new Use(service, true, topic, purpose);
        }

        private static Use receive(String service, TopicSpec topic, String purpose) {
            return new Use(service, false, topic, purpose);
        }
    }

    static Words of(TopicSpec topic) {
        return requireNonNull(
                WORDS.get(topic), () -> "Say in AsyncApiChannels what stands on " + topic.name() + " and who uses it");
    }

    static List<Use> uses() {
        return USES;
    }

    /** The names of the topics that each service uses. */
    static Map<String, Set<String>> topicsByService() {
        Map<String, Set<String>> topics = new LinkedHashMap<>();
        USES.forEach(use -> topics.computeIfAbsent(use.service(), service -> new TreeSet<>())
                .add(use.topic().name()));
        return topics;
    }
}
