package dev.traza.query.api.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispositionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "foto.jpg|attachment; filename=\"foto.jpg\"; filename*=UTF-8''foto.jpg",
                "año 1.txt|attachment; filename=\"ano 1.txt\"; filename*=UTF-8''a%C3%B1o%201.txt",
                "☹.png|attachment; filename=\"_.png\"; filename*=UTF-8''%E2%98%B9.png",
                "a\"b\\c.txt|attachment; filename=\"a_b_c.txt\"; filename*=UTF-8''a%22b%5Cc.txt",
                "x';%.txt|attachment; filename=\"x___.txt\"; filename*=UTF-8''x%27%3B%25.txt",
            })
    void everyNameBecomesAHeader(String name, String header) {
        assertThat(Disposition.of(name, false)).isEqualTo(header);
    }
}
