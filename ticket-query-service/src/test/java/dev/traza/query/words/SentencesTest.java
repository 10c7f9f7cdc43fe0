package dev.traza.query.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.Story;
import dev.traza.query.view.Fold;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketFold;
import dev.traza.query.view.TicketView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens is told in both languages, and nobody is told what is not for them. */
class SentencesTest {

    private static final Path SAMPLES = Path.of("../ticket-contract/src/test/resources/samples");
    private static final String SECRET = "axolotl";

    private final Sentences sentences = new Sentences();
    private final Ticket ticket = ticket();

    static Stream<Sample> everySample() throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(SAMPLES)) {
            for (Path file : files.sorted().toList()) {
                JsonNode sample = ContractJson.mapper().readTree(file.toFile());
                String type = sample.path("headers").path("ce_type").asText();
                if (type.startsWith("dev.traza.ticket.")
                        || type.startsWith("dev.traza.sla.")
                        || type.startsWith("dev.traza.routing.")) {
                    samples.add(new Sample(file.getFileName().toString(), type, sample.path("value")));
                }
            }
        }
        return samples.stream();
    }

    @Test
    void thereIsASampleOfEveryType() throws IOException {
        Set<String> types = new TreeSet<>(everySample().map(Sample::type).toList());

        assertThat(types)
                .containsAll(MessageCatalogue.TICKET_EVENTS.names())
                .containsAll(MessageCatalogue.SLA_EVENTS.names())
                .containsAll(MessageCatalogue.ROUTING_EVENTS.names());
    }

    @ParameterizedTest
    @MethodSource("everySample")
    void everyEventIsToldInEveryLanguage(Sample sample) {
        for (Language language : Language.values()) {
            for (boolean staff : List.of(true, false)) {
                String sentence = sentences.of(sample.event(), ticket, staff, language);

                assertThat(sentence)
                        .isNotBlank()
                        .doesNotContain("{", "}", "null", "[erased]", "Optional")
                        .endsWith(sentence.endsWith("»") ? "»" : sentence.endsWith("”") ? "”" : ".");
            }
        }
        assertThat(sentences.of(sample.event(), ticket, true, Language.SPANISH))
                .isNotEqualTo(sentences.of(sample.event(), ticket, true, Language.ENGLISH));
    }

    @ParameterizedTest
    @MethodSource("everySample")
    void anErasedEventIsToldWithoutWhatWasErased(Sample sample) {
        if (sample.event() instanceof LoggedEvent.OfTicket(var envelope)) {
            TicketEvent erased = MessageCatalogue.erased(envelope.event(), (Scope scope) -> true);

            for (Language language : Language.values()) {
                assertThat(sentences.of(logged(erased), ticket, true, language)).doesNotContain(Personal.ERASED);
            }
        }
    }

    @Test
    void theLanguagesHaveTheSamePatterns() {
        ResourceBundle.Control exactly =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        Set<String> english = ResourceBundle.getBundle("dev.traza.query.words.timeline", Locale.ENGLISH, exactly)
                .keySet();

        assertThat(ResourceBundle.getBundle("dev.traza.query.words.timeline", Locale.of("es"), exactly)
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(english);
    }

    @Test
    void requestersAreNotToldWhyStaffDidIt() {
        List<TicketEvent> withReasons = List.of(
                new TicketEvent.TicketAssigned(
                        "printers", "ana", null, null, new AssignmentBasis("rule-" + SECRET, 3, SECRET), Status.OPEN),
                new TicketEvent.TicketReleased("printers", "ana", SECRET, Status.OPEN),
                new TicketEvent.TicketPended(SECRET, Status.PENDING),
                new TicketEvent.TicketHeld(HoldReason.DATE, null, SECRET, Status.ON_HOLD),
                new TicketEvent.TicketPrioritized(
                        Impact.HIGH, Urgency.HIGH, Priority.HIGH, Priority.LOW, SECRET, Status.OPEN),
                new TicketEvent.TicketEscalated(
                        EscalationKind.FUNCTIONAL, 1, 2, SECRET, SECRET, EscalationCause.AGENT, Status.OPEN),
                new TicketEvent.TicketClosed(ResolutionCode.CANCELLED, SECRET, Status.CLOSED),
                new TicketEvent.ApprovalWithdrawn(Ids.next(), SECRET, Status.OPEN),
                new TicketEvent.TicketUnmerged(Ids.next(), "T-5", SECRET, null, Status.OPEN));

        assertThat(withReasons).allSatisfy(event -> {
            assertThat(sentences.of(logged(event), ticket, false, Language.ENGLISH))
                    .doesNotContain(SECRET);
            assertThat(sentences.of(logged(event), ticket, true, Language.ENGLISH))
                    .contains(SECRET);
        });
    }

    @Test
    void peopleAreNamedAsTheTicketKnowsThem() {
        LoggedEvent written = new LoggedEvent.OfTicket(envelope(
                Actor.user("u-17", Set.of(Role.REQUESTER)), new TicketEvent.TicketReopened("again", 1, Status.OPEN)));

        assertThat(sentences.of(written, ticket, false, Language.ENGLISH))
                .isEqualTo("Lucía Pérez reopened the ticket. “again”");
        assertThat(sentences.of(written, ticket, false, Language.SPANISH))
                .isEqualTo("Lucía Pérez reabrió el ticket. «again»");
    }

    @Test
    void whatServicesDoIsToldByTheirTrades() {
        LoggedEvent routed = new LoggedEvent.OfTicket(envelope(
                Actor.service("routing-service"),
                new TicketEvent.TicketAssigned(
                        "printers", "ana", null, null, new AssignmentBasis("r", 3, "Least loaded."), Status.OPEN)));

        assertThat(sentences.of(routed, ticket, true, Language.ENGLISH))
                .isEqualTo("Routing assigned the ticket to ana, team printers. Rule r, version 3. “Least loaded.”");
    }

    @Test
    void longWordsAreCutAndBracesAreOnlyBraces() {
        String said = sentences.of(
                logged(new TicketEvent.TicketReopened("{0} 'x' " + "😀".repeat(300), 1, Status.OPEN)),
                ticket,
                false,
                Language.ENGLISH);

        assertThat(said).contains("“{0} 'x' 😀").endsWith("😀…”").hasSizeLessThan(500);
    }

    @Test
    void theReadersLanguageIsTheBestOfThoseTheyTake() {
        assertThat(Language.accepted("es-MX,es;q=0.9,en;q=0.8")).isEqualTo(Language.SPANISH);
        assertThat(Language.accepted("de, en-GB;q=0.5, es;q=0.4")).isEqualTo(Language.ENGLISH);
        assertThat(Language.accepted("de")).isEqualTo(Language.ENGLISH);
        assertThat(Language.accepted("")).isEqualTo(Language.ENGLISH);
        assertThat(Language.accepted("\u0000;;q=x,,")).isEqualTo(Language.ENGLISH);
        assertThat(Language.accepted("es,".repeat(1000))).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("es-AR")).contains(Language.SPANISH);
        assertThat(Language.of("de")).isEmpty();
        assertThat(Language.of("e{s}")).isEmpty();
    }

    @Test
    void anInternalNoteIsToldAsSuch() {
        LoggedEvent note = logged(new TicketEvent.CommentAdded(
                Ids.next(), SECRET, Visibility.INTERNAL, AuthorKind.AGENT, "ana", Channel.PORTAL, Status.OPEN));

        assertThat(sentences.of(note, ticket, true, Language.ENGLISH))
                .isEqualTo("ana left an internal note (in the portal).");
    }

    /** An approved sample of an event. */
    record Sample(String file, String type, JsonNode value) {

        LoggedEvent event() {
            try {
                if (type.startsWith("dev.traza.ticket.")) {
                    return logged(MessageCatalogue.TICKET_EVENTS.read(type, value));
                }
                Actor actor = Actor.service("sla-service");
                return type.startsWith("dev.traza.sla.")
                        ? new LoggedEvent.OfSla(
                                envelope(actor, (SlaEvent) MessageCatalogue.SLA_EVENTS.read(type, value)))
                        : new LoggedEvent.OfRouting(
                                envelope(actor, (RoutingEvent) MessageCatalogue.ROUTING_EVENTS.read(type, value)));
            } catch (UnreadableRecordException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }

        @Override
        public String toString() {
            return file;
        }
    }

    private static LoggedEvent logged(TicketEvent event) {
        return new LoggedEvent.OfTicket(envelope(Actor.user("ana", Set.of(Role.AGENT)), event));
    }

    private static <E> EventEnvelope<E> envelope(Actor actor, E event) {
        Instant now = Instant.parse("2026-03-02T09:00:00Z");
        UUID id = Ids.next();
        return new EventEnvelope<>(id, id, 1, actor, now, now, id, id, null, event);
    }

    private static Ticket ticket() {
        Story story = Story.of("u-17").opened("a", "b");
        Fold fold = TicketFold.evolve(TicketView.nothingYet(story.ticketId()), story.last());
        return Objects.requireNonNull(((Fold.Applied) fold).view().ticket());
    }
}
