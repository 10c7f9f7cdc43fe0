package dev.traza.contract.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.catalog.CatalogCommand;
import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.personal.PersonCommand;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sealing.Opener;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The public names of a sealed family of messages: {@code dev.traza.ticket.TicketAssigned.v1} is the first version of
 * {@code TicketEvent.TicketAssigned}. A name, once released, keeps its meaning for ever, and is read for ever: the record
 * is the present version, and a former one is brought there by its {@link Upcaster}s.
 *
 * @param <M> the sealed type
 */
public final class MessageCatalogue<M> {

    private static final Pattern A_NAME = Pattern.compile("[A-Za-z0-9.]{1,100}");

    public static final MessageCatalogue<TicketCommand> TICKET_COMMANDS =
            new MessageCatalogue<>(TicketCommand.class, "dev.traza.ticket");
    public static final MessageCatalogue<TicketEvent> TICKET_EVENTS =
            new MessageCatalogue<>(TicketEvent.class, "dev.traza.ticket");
    public static final MessageCatalogue<SlaEvent> SLA_EVENTS = new MessageCatalogue<>(SlaEvent.class, "dev.traza.sla");
    public static final MessageCatalogue<RoutingEvent> ROUTING_EVENTS =
            new MessageCatalogue<>(RoutingEvent.class, "dev.traza.routing");
    public static final MessageCatalogue<CatalogCommand> CATALOG_COMMANDS =
            new MessageCatalogue<>(CatalogCommand.class, "dev.traza.catalog");
    public static final MessageCatalogue<CatalogEvent> CATALOG_EVENTS =
            new MessageCatalogue<>(CatalogEvent.class, "dev.traza.catalog");

    public static final MessageCatalogue<PersonCommand> PERSON_COMMANDS =
            new MessageCatalogue<>(PersonCommand.class, "dev.traza.person");

    private final Map<String, Form<M>> byName;
    private final Map<Class<? extends M>, String> byClass;

    /**
     * What a name stands for.
     *
     * @param former the steps from there to the present version; none when it is the present one
     */
    private record Form<M>(Class<? extends M> type, List<Upcaster> former) {}

    private MessageCatalogue(Class<M> sealedType, String prefix) {
        Map<String, Form<M>> names = new LinkedHashMap<>();
        Map<Class<? extends M>, String> classes = new LinkedHashMap<>();
        Arrays.stream(sealedType.getPermittedSubclasses())
                .map(permitted -> permitted.asSubclass(sealedType))
                .forEach(message -> {
                    List<Upcaster> steps = Upcasters.of(message);
                    for (int left = 0; left <= steps.size(); left++) {
                        String name = prefix + "." + message.getSimpleName() + ".v" + (left + 1);
                        names.put(name, new Form<>(message, steps.subList(left, steps.size())));
                        classes.put(message, name); // the last is the present one
                    }
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

    /** The type of this public name, in whatever version; empty when this reader does not know it. */
    public Optional<Class<? extends M>> typeOf(String name) {
        return Optional.ofNullable(byName.get(name)).map(Form::type);
    }

    /** The public names of all present versions, in the order of declaration. */
    public Collection<String> names() {
        return byClass.values();
    }

    /** The public names of all former versions: they are written no more, and stand in logs and stores for ever. */
    public Collection<String> formerNames() {
        return byName.entrySet().stream()
                .filter(named -> !named.getValue().former().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Reads a message of any version. One of a former version becomes what it would be today.
     *
     * @param name as in {@code ce_type}
     * @param json in UTF-8, as on the log
     * @throws UnreadableRecordException if it is not such a message, or of a type newer than this reader
     */
    public M read(String name, byte[] json) throws UnreadableRecordException {
        return read(name, json, null);
    }

    /**
     * Does the same, and opens its personal texts.
     *
     * @param opener absent leaves them as they stand
     */
    public M read(String name, byte[] json, @Nullable Opener opener) throws UnreadableRecordException {
        Form<M> form = form(name);
        return Payloads.read(name, json, form.type(), form.former(), opener);
    }

    /** Does the same for JSON that was read already; it stays as it is. */
    public M read(String name, JsonNode json) throws UnreadableRecordException {
        Form<M> form = form(name);
        return Payloads.read(name, form.former().isEmpty() ? json : json.deepCopy(), form.type(), form.former(), null);
    }

    /**
     * A message as it is read once the texts of some scopes were erased.
     *
     * @param gone which they are
     */
    public static <T> T erased(T message, Predicate<Scope> gone) {
        return Payloads.erased(message, gone);
    }

    private Form<M> form(String name) throws UnreadableRecordException {
        Form<M> form = byName.get(name);
        if (form == null) {
            throw new UnreadableRecordException(
                    "The type " + (A_NAME.matcher(name).matches() ? name : "") + " is not known to this reader");
        }
        return form;
    }
}
