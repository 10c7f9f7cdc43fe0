package dev.traza.query.words;

import dev.traza.contract.envelope.Actor;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Ticket;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** Says in a sentence what happened to a ticket. The patterns stand in the resource bundle {@code timeline}. */
public final class Sentences {

    private static final String BUNDLE = "dev.traza.query.words.timeline";

    private final Map<Language, ResourceBundle> bundles = new EnumMap<>(Language.class);

    /** Reads the bundles. */
    public Sentences() {
        ResourceBundle.Control exactly =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        Arrays.stream(Language.values())
                .forEach(language ->
                        bundles.put(language, ResourceBundle.getBundle(BUNDLE, language.locale(), exactly)));
    }

    /**
     * A sentence or two about an event.
     *
     * @param event as this reader may see it
     * @param ticket as it is now, which knows the names of people
     * @param staff whether the reader is told what staff tell each other
     */
    public String of(LoggedEvent event, Ticket ticket, boolean staff, Language language) {
        People people = new People(ticket);
        Phrase phrase =
                switch (event) {
                    case LoggedEvent.OfTicket(var envelope) ->
                        new TicketPhrases(people, envelope.actor(), staff).of(envelope.event());
                    case LoggedEvent.OfSla(var envelope) -> ClockPhrases.of(envelope.event());
                    case LoggedEvent.OfRouting(var envelope) -> ClockPhrases.of(envelope.event());
                };
        return said(phrase, who(event.envelope().actor(), people, language), language);
    }

    private String who(Actor actor, People people, Language language) {
        String name =
                switch (actor.kind()) {
                    case USER -> people.name(actor.subject());
                    case SERVICE -> service(actor.subject(), language);
                };
        return actor.onBehalfOf() == null
                ? name
                : format("onBehalfOf", language, name, people.name(actor.onBehalfOf()));
    }

    private String service(String name, Language language) {
        String key = "service." + name;
        return bundle(language).containsKey(key) ? bundle(language).getString(key) : name;
    }

    private String said(Phrase phrase, String who, Language language) {
        Stream<Object> values =
                Stream.concat(Stream.of(who), phrase.values().stream().map(value -> shown(value, language)));
        String first = format(phrase.pattern(), language, values.toArray());
        List<String> more = phrase.further().stream()
                .map(further -> said(further, who, language))
                .toList();
        return more.isEmpty() ? first : first + " " + String.join(" ", more);
    }

    private Object shown(Object value, Language language) {
        return switch (value) {
            case Phrase.Word(String name) -> bundle(language).getString(name);
            case Phrase inner -> said(inner, "", language);
            case Instant at ->
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                                .withLocale(language.locale())
                                .withZone(ZoneOffset.UTC)
                                .format(at)
                        + " UTC";
            default -> value.toString();
        };
    }

    private String format(String key, Language language, Object... values) {
        return new MessageFormat(bundle(language).getString(key), Locale.ROOT).format(values);
    }

    private ResourceBundle bundle(Language language) {
        return Objects.requireNonNull(bundles.get(language));
    }
}
