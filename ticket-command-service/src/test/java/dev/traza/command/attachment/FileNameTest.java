package dev.traza.command.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "impresora.jpg|impresora.jpg",
                "Capturas de pantalla (2) ñ.png|Capturas de pantalla (2) ñ.png",
                "../../etc/passwd|passwd",
                "C:\\Users\\ana\\nota.txt|nota.txt",
                "..\\..\\boot.ini|boot.ini",
                "/|file",
                "..|file",
                "...|file",
                "` .htaccess `|htaccess",
                "nota.txt. . .|nota.txt",
                "CON|_CON",
                "nul.txt|_nul.txt",
                "com1.tar.gz|_com1.tar.gz",
                "LPT9 .doc|_LPT9 .doc",
                "console.log|console.log",
                "a<b>c:d\"e|a_b_c_d_e",
                "what?*.txt|what__.txt",
            })
    void aNameBecomesHarmless(String given, String cleaned) {
        assertThat(FileName.cleaned(given)).isEqualTo(cleaned);
    }

    @Test
    void whatHidesOrTurnsTextGoes() {
        assertThat(FileName.cleaned("factura\u202Efdp.exe")).isEqualTo("facturafdp.exe");
        assertThat(FileName.cleaned("a\u0000b\u0007c\r\nd\te")).isEqualTo("abc d e");
        assertThat(FileName.cleaned("\u2066x\u2069\u200B\uFEFF.txt")).isEqualTo("x.txt");
        assertThat(FileName.cleaned("half \uD83D.txt")).isEqualTo("half .txt");
        assertThat(FileName.cleaned("\uD83D\uDE00.txt")).isEqualTo("\uD83D\uDE00.txt");
    }

    @Test
    void aNameInPiecesIsTheSameNameAsAWhole() {
        assertThat(FileName.cleaned("an\u0303o.txt")).isEqualTo("año.txt");
    }

    @Test
    void aLongNameKeepsItsEnding() {
        String cleaned = FileName.cleaned("ñ".repeat(500) + ".pdf");

        assertThat(cleaned).endsWith("ñ.pdf");
        assertThat(cleaned.getBytes(StandardCharsets.UTF_8).length).isBetween(195, 200);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverIsSentTheNameIsShortShownAndCleanAlready(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder name = new StringBuilder();
            int length = random.nextInt(1, 300);
            for (int at = 0; at < length; at++) {
                name.appendCodePoint(random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x110000));
            }

            String cleaned = FileName.cleaned(name.toString());

            assertThat(cleaned).isNotEmpty().doesNotContain("/", "\\", "\u0000", "\u202E", "\n", "\"");
            assertThat(cleaned.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(201);
            assertThat(FileName.cleaned(cleaned)).isEqualTo(cleaned);
        }
    }
}
