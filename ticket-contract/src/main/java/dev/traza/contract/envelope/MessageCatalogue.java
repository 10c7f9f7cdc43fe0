package dev.traza.contract.envelope;

import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The public names of a sealed family of messages: {@code dev.traza.ticket.TicketAssigned.v1} is the first version of
 * {@code TicketEvent.TicketAssigned}. A name, once released, keeps its meaning for ever.
 *
 * @param <M> the sealed type
 */
public final class MessageCatalogue<M> {

    /**
     * The version of a record's present form; a record is listed here once it has left version 1. It stands before the
     * catalogues, which read it while this class is being initialised.
     */
    private static final Map<Class<?>, Integer> VERSIONS = Map.of();

    public static final MessageCatalogue<TicketCommand> TICKET_COMMANDS =
            new MessageCatalogue<>(TicketCommand.class, "dev.traza.ticket");
    public static final MessageCatalogue<TicketEvent> TICKET_EVENTS =
            new MessageCatalogue<>(TicketEvent.class, "dev.traza.ticket");
    public static final MessageCatalogue<SlaEvent> SLA_EVENTS = new MessageCatalogue<>(SlaEvent.class, "dev.traza.sla");
    public static final MessageCatalogue<RoutingEvent> ROUTING_EVENTS =
            new MessageCatalogue<>(RoutingEvent.class, "dev.traza.routing");

    private final Map<String, Class<? extends M>> byName;
    private final Map<Class<? extends M>, String> byClass;

    private MessageCatalogue(Class<M> sealedType, String prefix) {
        Map<String, Class<? extends M>> names = new LinkedHashMap<>();
        Map<Class<? extends M>, String> classes = new LinkedHashMap<>();
        Arrays.stream(sealedType.getPermittedSubclasses())
                .map(permitted -> permitted.asSubclass(sealedType))
                .forEach(message -> {
                    String name = prefix + "." + message.getSimpleName() + ".v" + VERSIONS.getOrDefault(message, 1);
                    names.put(name, message);
                    classes.put(message, name);
                });
        byName = Collections.unmodifiableMap(names);
        byClass = Collections.unmodifiableMap(classes);
    }

    /** The public name of a message's type, as in {@code ce_type}. */
    public String nameOf(M message) {
        return nameOf(message.getClass());
    }

    /**
     * The public name of a message's type, as in {@code ce_type}.
     *
     * @throws IllegalArgumentException if the type is not of this family
     */
    public String nameOf(Class<?> type) {
        String name = byClass.get(type);
        if (name == null) {
            throw new IllegalArgumentException(type + " is not in this catalogue");
        }
        return name;
    }

    /** The type of this public name; empty when this reader does not know it. */
    public Optional<Class<? extends M>> typeOf(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All public names, in the order of declaration. */
    public Collection<String> names() {
        return byName.keySet();
    }
}
