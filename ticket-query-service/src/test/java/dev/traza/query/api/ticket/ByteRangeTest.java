package dev.traza.query.api.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.query.api.ticket.ByteRange.Asked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-9, 0, 10",
        "bytes=0-, 0, 10",
        "bytes=9-, 9, 1",
        "bytes=3-5, 3, 3",
        "bytes=3-999999999999999999, 3, 7",
        "bytes=-1, 9, 1",
        "bytes=-10, 0, 10",
        "bytes=-99, 0, 10",
    })
    void aPartIsFoundInTenBytes(String header, long from, long length) {
        assertThat(ByteRange.of(header, 10)).isEqualTo(new Asked.Part(new ByteRange(from, length)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-11", "bytes=-0"})
    void aPartBehindTheEndIsNotThere(String header) {
        assertThat(ByteRange.of(header, 10)).isEqualTo(new Asked.Nothing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=5-4",
                "bytes=-",
                "bytes=0-1,3-4",
                "bytes=a-b",
                "items=0-1",
                "",
                "bytes=1",
                "bytes=99999999999999999999-",
                "bytes=--1"
            })
    void whatIsNotUnderstoodIsLeftOut(String header) {
        assertThat(ByteRange.of(header, 10)).isEqualTo(new Asked.Whole());
    }

    @Test
    void withoutAHeaderAllOfItIsMeant() {
        assertThat(ByteRange.of(null, 10)).isEqualTo(new Asked.Whole());
        assertThat(new ByteRange(3, 3).of(10)).isEqualTo("bytes 3-5/10");
    }
}
