package dev.traza.notification.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029", "\u000B", "\f", "\0", "\r\n\r\n"})
    void noLineEndSurvives(String end) {
        assertThat(OneLine.of("Hola" + end + "Bcc: x@example.org")).isEqualTo("Hola Bcc: x@example.org");
    }

    @Test
    void directionMarksThatDisguiseAreTakenOut() {
        assertThat(OneLine.of("invoice\u202Egnp.exe\u2069")).isEqualTo("invoice gnp.exe");
    }

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(OneLine.of("¿No puedo imprimir? — 印刷できない 🖨 {x} <b>"))
                .isEqualTo("¿No puedo imprimir? — 印刷できない 🖨 {x} <b>");
    }

    @Test
    void longTextIsCutWithoutTearingACharacterApart() {
        String cut = OneLine.of("🖨".repeat(500));

        assertThat(cut).hasSizeLessThanOrEqualTo(OneLine.LONGEST).endsWith("🖨…");
    }
}
