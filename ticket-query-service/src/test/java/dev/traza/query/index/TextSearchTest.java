package dev.traza.query.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.Story;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed finds what is meant, where the asker may read it. */
class TextSearchTest {

    private Shelf shelf;
    private Story printer;
    private Story truck;

    @BeforeEach
    void fill(@TempDir Path directory) throws Exception {
        shelf = new Shelf(directory);
        printer = shelf.put(Shelf.opened(
                        Story.of("u-1"),
                        Shelf.person("u-1", "Lucía Pérez", "Transportes Gómez"),
                        "La impresión sale en blanco",
                        "Las impresoras del tercer piso no responden desde ayer",
                        "hardware/printer",
                        List.of("piso-3", "urgente"),
                        Map.of("asset", "Plóter HP-2000"))
                .said(Visibility.PUBLIC, AuthorKind.AGENT, "We are replacing the batteries of the scanner")
                .said(Visibility.INTERNAL, AuthorKind.AGENT, "El cliente es confidencialísimo"));
        truck = shelf.put(Shelf.opened(
                Story.of("u-2"),
                Shelf.person("u-2", "Iñaki Ibáñez", null),
                "GPS de los camiones",
                "The trucks were connected to the old server"));
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "impresion",
                "IMPRESIÓN",
                "impresiones",
                "impresora",
                "respondió tercer",
                "scanner battery",
                "replaced",
                "lucia",
                "perez lucia",
                "gomez",
                "u-1@example.org",
                "piso-3",
                "urgentes",
                "ploter",
                "hp-2000",
                "\"salen en blanco\"",
                "\"sale en blanco\" impresora",
                "impresora -camión",
                "impresora -\"en negro\"",
                "-camiones",
                "la impresora de el",
                "confidencialisimo"
            })
    void whatIsMeantIsFound(String q) throws Exception {
        assertThat(shelf.find(q)).containsExactly(printer.ticketId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "impresora camión",
                "\"blanco en sale\"",
                "\"impresora piso\"",
                "impresora -tercero -piso",
                "impresora -scanners",
                "perezoso",
                "!!!",
                "***",
                "\"\"",
                "-",
                "impresora*foo"
            })
    void whatIsNotThereIsNotFound(String q) throws Exception {
        assertThat(shelf.find(q)).isEmpty();
    }

    @Test
    void aTicketIsFoundByItsNumber() throws Exception {
        String digits = truck.number().substring(2);
        for (String q : List.of(truck.number(), truck.number().toLowerCase(java.util.Locale.ROOT), digits)) {
            assertThat(shelf.find(q)).containsExactly(truck.ticketId());
        }
        assertThat(shelf.find(digits.substring(1))).isEmpty();
    }

    @Test
    void commonWordsCountOnlyWhenNothingElseIsAsked() throws Exception {
        assertThat(shelf.find("el camión de la luna")).isEmpty();
        assertThat(shelf.find("los camiones del")).containsExactly(truck.ticketId());
        assertThat(shelf.find("the")).containsExactlyInAnyOrder(printer.ticketId(), truck.ticketId());
        assertThat(shelf.find("\"de los\"")).containsExactly(truck.ticketId());
    }

    @Test
    void aPhraseDoesNotReachFromOneTextIntoTheNext() throws Exception {
        assertThat(shelf.find("\"desde ayer\"")).hasSize(1);
        assertThat(shelf.find("\"ayer we\"")).isEmpty();
    }

    @Test
    void nobodyFindsByWhatTheyMayNotRead() throws Exception {
        assertThat(shelf.find("impresora", "u-1")).containsExactly(printer.ticketId());
        assertThat(shelf.find("impresora", "u-2")).isEmpty();
        assertThat(shelf.find("confidencialisimo", "u-1")).isEmpty();
        assertThat(shelf.find("example.org", "u-1")).isEmpty();
        // what is missing must not tell either
        assertThat(shelf.find("impresora -confidencialisimo", "u-1")).containsExactly(printer.ticketId());
        assertThat(shelf.find("-confidencialisimo", "u-1")).containsExactly(printer.ticketId());
    }

    @Test
    void whatWasErasedIsNotFoundNorMarked() throws Exception {
        UUID comment = Ids.next();
        printer.ticket(new TicketEvent.CommentAdded(
                comment,
                "zarandaja zafia",
                Visibility.PUBLIC,
                AuthorKind.AGENT,
                "ana",
                Channel.PORTAL,
                List.of(),
                Status.OPEN));
        shelf.put(printer);
        assertThat(shelf.find("zarandajas")).containsExactly(printer.ticketId());

        printer.ticket(new TicketEvent.CommentRedacted(comment, null, Status.OPEN));
        shelf.put(printer);
        assertThat(shelf.find("zarandajas")).isEmpty();
        assertThat(shelf.index.highlights("zarandaja impresora", null, true, Set.of(printer.ticketId())))
                .allSatisfy((id, fragments) -> assertThat(fragments)
                        .noneMatch(fragment -> fragment.text().contains("zarandaja")));

        printer.ticket(new TicketEvent.PersonalDataErased("u-1", true, List.of(), Status.OPEN));
        shelf.put(printer);
        for (String q : List.of("impresora", "lucia", "ploter", "u-1@example.org", "erased")) {
            assertThat(shelf.find(q)).as(q).isEmpty();
        }
        assertThat(shelf.index.highlights("erased impresora", null, true, Set.of(printer.ticketId())))
                .containsEntry(printer.ticketId(), List.of());
        assertThat(shelf.index.suggestions("impr", null, 5)).isEmpty();
        assertThat(shelf.index.suggestions("erased", null, 5)).isEmpty();
        assertThat(shelf.index.suggestions("luc", null, 5)).isEmpty();
    }

    @Test
    void wordsAreMarkedWhereTheyWereFound() throws Exception {
        List<Fragment> found = shelf.index
                .highlights("impresora baterías pérez", null, true, Set.of(printer.ticketId()))
                .getOrDefault(printer.ticketId(), List.of());

        assertThat(found).extracting(Fragment::in).contains(Fragment.Place.DESCRIPTION, Fragment.Place.REQUESTER_NAME);
        assertThat(found).allSatisfy(fragment -> assertThat(fragment.marks()).isNotEmpty());
        assertThat(marked(found)).contains("impresoras", "Pérez");
    }

    @Test
    void marksAreWhereTheAskerMayRead() throws Exception {
        Map<UUID, List<Fragment>> staffs =
                shelf.index.highlights("confidencialísimo", null, true, Set.of(printer.ticketId()));
        assertThat(staffs.getOrDefault(printer.ticketId(), List.of()))
                .singleElement()
                .satisfies(fragment -> assertThat(fragment.in()).isEqualTo(Fragment.Place.COMMENT))
                .satisfies(fragment -> assertThat(fragment.commentId()).isNotNull());
        assertThat(shelf.index.highlights("confidencialísimo", "u-1", false, Set.of(printer.ticketId())))
                .containsEntry(printer.ticketId(), List.of());
        assertThat(shelf.index.highlights("impresora", "u-2", false, Set.of(printer.ticketId())))
                .isEmpty();
    }

    @Test
    void aPhraseIsMarkedAsAWholeAndWhatIsNotWantedIsNot() throws Exception {
        List<Fragment> found = shelf.index
                .highlights("\"tercer piso\" -ayer", null, true, Set.of(printer.ticketId()))
                .getOrDefault(printer.ticketId(), List.of());

        assertThat(marked(found)).containsExactly("tercer piso");
    }

    @Test
    void markupInATextStaysText() throws Exception {
        Story hostile = shelf.put(Shelf.opened(
                Story.of("u-3"), Shelf.person("u-3", "x", null), "<b>zafio</b> <script>alert(1)</script>", "y"));

        List<Fragment> found = shelf.index
                .highlights("zafio", null, true, Set.of(hostile.ticketId()))
                .getOrDefault(hostile.ticketId(), List.of());

        assertThat(found).singleElement().satisfies(fragment -> {
            assertThat(fragment.text()).isEqualTo("<b>zafio</b> <script>alert(1)</script>");
            assertThat(fragment.marks()).containsExactly(new Fragment.Mark(3, 8));
        });
    }

    @Test
    void aLongTextIsShownInPieces() throws Exception {
        String long_ = "relleno ".repeat(500) + "aguja" + " relleno".repeat(500);
        Story story = shelf.put(Shelf.opened(Story.of("u-4"), Shelf.person("u-4", "x", null), "y", long_));

        List<Fragment> found = shelf.index
                .highlights("agujas", null, true, Set.of(story.ticketId()))
                .getOrDefault(story.ticketId(), List.of());

        assertThat(found).singleElement().satisfies(fragment -> {
            assertThat(fragment.text()).hasSizeLessThan(400).contains("aguja");
            Fragment.Mark mark = fragment.marks().getFirst();
            assertThat(fragment.text().substring(mark.start(), mark.end())).isEqualTo("aguja");
        });
    }

    @Test
    void nothingThatCanBeTypedFails() throws Exception {
        Random random = new Random(11);
        String alphabet = "ab \"-\\:*?~^()[]{}&|!+/\t'é_.,;@#$%<>=\uD83D\uDE00\u0000\u200B\uFFFF";
        for (int i = 0; i < 1_000; i++) {
            String q = random.ints(1 + random.nextInt(40), 0, alphabet.length())
                    .mapToObj(n -> String.valueOf(alphabet.charAt(n)))
                    .collect(Collectors.joining());
            shelf.find(q);
            shelf.index.suggestions(q, null, 5);
            shelf.index.highlights(q, null, true, Set.of(printer.ticketId(), truck.ticketId()));
        }
        for (String q : List.of(
                "subject:gps",
                "words_subject:gps",
                "concerns:u-1",
                "[* TO *]",
                "id:*",
                "gps OR impresora",
                "gp?",
                "gps~2")) {
            assertThat(shelf.find(q, "u-3")).as(q).isEmpty();
        }
    }

    private static List<String> marked(List<Fragment> fragments) {
        return fragments.stream()
                .flatMap(fragment ->
                        fragment.marks().stream().map(mark -> fragment.text().substring(mark.start(), mark.end())))
                .toList();
    }
}
