package dev.traza.query.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.query.Story;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestionTest {

    private Shelf shelf;
    private Story printer;
    private Story print;
    private Story vpn;

    @BeforeEach
    void fill(@TempDir Path directory) throws Exception {
        shelf = new Shelf(directory);
        printer = shelf.put(Shelf.opened(
                Story.at("u-1", Instant.parse("2026-03-01T08:00:00Z")),
                Shelf.person("u-1", "Lucía Pérez", null),
                "La impresora no responde",
                "x"));
        print = shelf.put(Shelf.opened(
                Story.at("u-2", Instant.parse("2026-03-02T08:00:00Z")),
                Shelf.person("u-2", "Iñaki Impreciso", null),
                "Impresión borrosa",
                "x"));
        vpn = shelf.put(Shelf.opened(
                Story.at("u-1", Instant.parse("2026-03-03T08:00:00Z")),
                Shelf.person("u-1", "Lucía Pérez", null),
                "VPN caída",
                "impresora mencionada"));
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    @Test
    void theBeginningOfAWordIsEnoughAndTheNewestComeFirst() throws Exception {
        assertThat(ids("impr")).containsExactly(print.ticketId(), printer.ticketId());
        assertThat(ids("IMPRESIÓN B")).containsExactly(print.ticketId());
        assertThat(ids("resp impre")).containsExactly(printer.ticketId());
        assertThat(ids("imprx")).isEmpty();
    }

    @Test
    void aWholeWordIsKnownInItsForms() throws Exception {
        assertThat(ids("impresiones")).containsExactly(print.ticketId());
    }

    @Test
    void aRequesterIsKnownByTheBeginningOfTheirName() throws Exception {
        assertThat(shelf.index.suggestions("luc per", null, 5))
                .extracting(Suggestion::match)
                .containsOnly(Suggestion.Match.REQUESTER)
                .hasSize(2);
        assertThat(ids("inaki")).containsExactly(print.ticketId());
        assertThat(ids("luc vpn")).containsExactly(vpn.ticketId());
    }

    @Test
    void aNumberComesFirst() throws Exception {
        String number = vpn.number();
        for (String typed : List.of(number, number.toLowerCase(java.util.Locale.ROOT), number.substring(2))) {
            assertThat(shelf.index.suggestions(typed, null, 5))
                    .first()
                    .satisfies(first -> assertThat(first.view().ticketId()).isEqualTo(vpn.ticketId()))
                    .satisfies(first -> assertThat(first.match()).isEqualTo(Suggestion.Match.NUMBER));
        }
        assertThat(ids(number.substring(0, number.length() - 1))).contains(vpn.ticketId());
    }

    @Test
    void onlyAFewAreTold() throws Exception {
        assertThat(shelf.index.suggestions("impr", null, 1)).hasSize(1);
    }

    @Test
    void othersTicketsAreNotSuggested() throws Exception {
        assertThat(shelf.index.suggestions("impr", "u-1", 5))
                .extracting(one -> one.view().ticketId())
                .containsExactly(printer.ticketId());
        assertThat(shelf.index.suggestions(print.number(), "u-1", 5)).isEmpty();
        assertThat(shelf.index.suggestions("inaki", "u-1", 5)).isEmpty();
    }

    private List<UUID> ids(String typed) throws IndexAwayException {
        return shelf.index.suggestions(typed, null, 5).stream()
                .map(one -> one.view().ticketId())
                .toList();
    }
}
