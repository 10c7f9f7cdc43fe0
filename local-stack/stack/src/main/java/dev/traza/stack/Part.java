package dev.traza.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parts of a stack, in the order they are started; they are stopped in the reverse order. */
public enum Part {
    /** The log. */
    KAFKA,
    /** The documents. */
    MONGO,
    /** Where mail ends. */
    MAIL,
    /** Takes what is asked and decides. */
    TICKET_COMMAND_SERVICE,
    /** Answers questions. */
    TICKET_QUERY_SERVICE,
    /** Decides who gets a ticket. */
    ROUTING_SERVICE,
    /** Watches the times that were promised. */
    SLA_SERVICE,
    /** Tells people. */
    NOTIFICATION_SERVICE;

    /** What needs nothing of Traza. */
    public static List<Part> servers() {
        return List.of(KAFKA, MONGO, MAIL);
    }

    /** What needs the servers. */
    public static List<Part> services() {
        return Arrays.stream(values()).filter(part -> !servers().contains(part)).toList();
    }

    /** Whether it reads what people wrote, and has to ask for the keys of that. */
    public boolean readsTexts() {
        return this == TICKET_QUERY_SERVICE || this == NOTIFICATION_SERVICE;
    }

    /** The word people type and files are named by, for example {@code sla-service}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The part of this word; empty when there is none. */
    public static Optional<Part> of(String word) {
        return Arrays.stream(values()).filter(part -> part.word().equals(word)).findFirst();
    }

    /** All words, for a message. */
    public static String words() {
        return Arrays.stream(values()).map(Part::word).collect(Collectors.joining(", "));
    }
}
