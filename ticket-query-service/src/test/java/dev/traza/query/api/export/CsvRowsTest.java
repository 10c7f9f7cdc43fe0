package dev.traza.query.api.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uFF1D1"})
    void whatASpreadsheetWouldTakeForAFormulaIsText(String text) {
        assertThat(CsvRows.harmless(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "No puedo imprimir", "1-1", "a=b", "'=1"})
    void whatIsNoFormulaStaysAsItIs(String text) {
        assertThat(CsvRows.harmless(text)).isEqualTo(text);
    }
}
