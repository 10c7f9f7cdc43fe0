package dev.traza.query.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "impresión, impresion",
        "impresión, impresiones",
        "impresion, impresiones",
        "impresora, IMPRESORAS",
        "camión, camiones",
        "camion, camiones",
        "facturación, facturacion",
        "facturacion, facturaciones",
        "conexión, conexiones",
        "teléfono, telefonos",
        "contraseña, contrasenas",
        "imprime, imprimir",
        "imprimir, imprimiendo",
        "conectar, conectarse",
        "conecta, conectado",
        "bloqueada, bloqueado",
        "cámaras, camara",
        "pingüino, pinguinos",
        "printer, printers",
        "printing, printed",
        "prints, printing",
        "password, passwords",
        "connected, connecting",
        "battery, batteries",
        "printer's, printer",
        "café, CAFÉ",
        "0x80070005, 0X80070005"
    })
    void formsOfAWordAreTheSameWord(String one, String other) {
        assertThat(same(one, other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "impresora, impresión",
        "camión, camisa",
        "printer, paint",
        "red, redes sociales",
        "ratón, rata",
        "teclado, techo",
        "monitor, mono",
        "servidor, servicio"
    })
    void otherWordsAreOthers(String one, String other) {
        assertThat(same(one, other.split(" ")[other.split(" ").length - 1])).isFalse();
    }

    @Test
    void accentsThatAreCharactersOfTheirOwnAreTheSameAccents() {
        assertThat(same(Normalizer.normalize("impresión", Normalizer.Form.NFD), "impresion"))
                .isTrue();
    }

    @Test
    void namesAreKnownByThemselvesAlone() {
        assertThat(Words.of(Words.asWritten(), "Lucía Pérez-Muñoz", 10))
                .extracting(Words.Word::stems)
                .containsExactly(Set.of("lucia"), Set.of("perez"), Set.of("munoz"));
    }

    @Test
    void aLongTextIsReadToACertainWord() {
        assertThat(Words.of(Words.inAllForms(), "uno dos tres cuatro", 2))
                .extracting(Words.Word::written)
                .containsExactly("uno", "dos");
        assertThat(Words.of(Words.inAllForms(), " … ", 2)).isEmpty();
    }

    @Test
    void commonWordsOfBothLanguagesAreKnown() {
        assertThat(List.of("la", "El", "the", "de", "and", "también")).allMatch(Words::isCommon);
        assertThat(List.of("impresora", "printer", "VPN")).noneMatch(Words::isCommon);
    }

    private static boolean same(String one, String other) {
        return !Collections.disjoint(stems(one), stems(other));
    }

    private static Set<String> stems(String word) {
        List<Words.Word> words = Words.of(Words.inAllForms(), word, 2);
        assertThat(words).as(word).hasSize(1);
        return words.getFirst().stems();
    }
}
