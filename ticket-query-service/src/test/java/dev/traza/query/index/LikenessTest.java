package dev.traza.query.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.query.Story;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LikenessTest {

    private Shelf shelf;
    private Story own;
    private Story others;
    private Story solved;

    @BeforeEach
    void fill(@TempDir Path directory) throws Exception {
        shelf = new Shelf(directory);
        own = shelf.put(Shelf.opened(
                Story.of("u-1"),
                Shelf.person("u-1", "Lucía", null),
                "La impresora del tercer piso no imprime",
                "Desde ayer la impresora no responde a nadie"));
        others = shelf.put(Shelf.opened(
                Story.of("u-2"),
                Shelf.person("u-2", "Iñaki", null),
                "Impresoras del tercer piso",
                "Ninguna imprime ni responde"));
        solved = shelf.put(Shelf.opened(
                        Story.of("u-3"),
                        Shelf.person("u-3", "Marta", null),
                        "Impresora del tercer piso sin responder",
                        "No imprime desde ayer")
                .resolved("Se cambió el tóner"));
        for (int i = 0; i < 20; i++) {
            shelf.put(Shelf.opened(
                    Story.of("u-9"),
                    Shelf.person("u-9", "Nadie", null),
                    "The VPN disconnects " + i,
                    "Every few minutes the tunnel of the laptop is lost, error " + i * 31));
        }
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    @Test
    void ticketsAboutTheSameAreFoundAndTheReasonIsSaid() throws Exception {
        Draft of = new Draft(
                "La impresora del tercer piso no imprime",
                "Desde ayer la impresora no responde a nadie",
                "u-1",
                "hardware",
                Set.of(own.ticketId()));

        List<Alike> found = shelf.index.similar(of, null, 5);

        assertThat(found)
                .extracting(one -> one.view().ticketId())
                .containsExactlyInAnyOrder(others.ticketId(), solved.ticketId());
        assertThat(found).allSatisfy(one -> {
            assertThat(one.score()).isBetween(0.3, 1.0);
            assertThat(one.words()).contains("impresora", "tercer");
            assertThat(one.sameCategory()).isTrue();
        });
        assertThat(found)
                .filteredOn(one -> !one.open())
                .extracting(one -> one.view().ticketId())
                .containsExactly(solved.ticketId());
    }

    @Test
    void thePersonsOwnAndOpenOnesAreTheMostProbableDuplicates() throws Exception {
        Draft draft =
                new Draft("no imprime la impresora del piso tercero", "no responde desde ayer", "u-1", null, Set.of());

        List<Alike> found = shelf.index.duplicates(draft, null, 5);

        assertThat(found).first().satisfies(first -> {
            assertThat(first.view().ticketId()).isEqualTo(own.ticketId());
            assertThat(first.sameRequester()).isTrue();
            assertThat(first.open()).isTrue();
        });
        assertThat(found).extracting(one -> one.view().ticketId()).contains(solved.ticketId());
        assertThat(found).filteredOn(one -> !one.sameRequester()).allSatisfy(one -> assertThat(one.score())
                .isLessThan(found.getFirst().score()));
    }

    @Test
    void aLoneWordInCommonIsNotEnough() throws Exception {
        Draft draft = new Draft(
                "Ayer se rompió el cristal de la puerta", "Hay que llamar al cristalero", "u-1", null, Set.of());

        assertThat(shelf.index.duplicates(draft, null, 5)).isEmpty();
    }

    @Test
    void whatTheAskerMayNotSeeIsNotComparedForThem() throws Exception {
        Draft draft =
                new Draft("La impresora del tercer piso no imprime", "no responde desde ayer", "u-1", null, Set.of());

        assertThat(ids(shelf.index.duplicates(draft, "u-2", 5))).containsExactly(others.ticketId());
        assertThat(ids(shelf.index.similar(draft, "u-404", 5))).isEmpty();
    }

    @Test
    void commonWordsAndNothingAreLikeNothing() throws Exception {
        for (String subject : List.of("la de los", "the and of", "!!!", "[erased]")) {
            assertThat(shelf.index.duplicates(new Draft(subject, "", "u-9", null, Set.of()), null, 5))
                    .as(subject)
                    .isEmpty();
        }
    }

    @Test
    void whatWasErasedIsLikeNothing() throws Exception {
        own.ticket(new dev.traza.contract.ticket.TicketEvent.PersonalDataErased(
                "u-1", true, List.of(), dev.traza.contract.ticket.Status.NEW));
        shelf.put(own);
        Draft draft =
                new Draft("La impresora del tercer piso no imprime", "no responde desde ayer", "u-1", null, Set.of());

        assertThat(ids(shelf.index.duplicates(draft, null, 5))).doesNotContain(own.ticketId());
    }

    @Test
    void aHugeDraftIsAnsweredToo() throws Exception {
        StringBuilder text = new StringBuilder("impresora tercer piso imprime responde ");
        for (int i = 0; i < 6_000; i++) {
            text.append("w").append(i).append(' ');
        }

        assertThat(shelf.index.duplicates(
                        new Draft("impresora tercer piso imprime", text.toString(), "u-1", null, Set.of()), null, 20))
                .hasSizeLessThanOrEqualTo(20);
    }

    private static List<UUID> ids(List<Alike> found) {
        return found.stream().map(one -> one.view().ticketId()).toList();
    }
}
