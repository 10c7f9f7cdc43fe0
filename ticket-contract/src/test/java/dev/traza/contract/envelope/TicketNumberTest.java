package dev.traza.contract.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketNumberTest {

    @ParameterizedTest
    @CsvSource({"T-1, 1", "t-1, 1", "T-1042, 1042", "T-999999999999999999, 999999999999999999"})
    void aNumberIsReadAsPeopleWriteIt(String text, long n) {
        assertThat(TicketNumber.parse(text)).contains(new TicketNumber(n));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "T",
                "T-",
                "T-0",
                "T-01",
                "T--1",
                "T-+1",
                "T-1 ",
                " T-1",
                "T-1\n",
                "T 1",
                "1042",
                "X-1042",
                "T-1042a",
                "T-1,042",
                "T-1.0",
                "T-1e3",
                "T-٣", // a digit, though not one of ours
                "T-9223372036854775808", // one more than a long holds
                "T-99999999999999999999999999999999999999"
            })
    void anythingElseIsNoNumber(String text) {
        assertThat(TicketNumber.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void thereIsNoNumberBelowOne(long n) {
        assertThatThrownBy(() -> new TicketNumber(n)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aNumberSurvivesBeingWrittenAndRead(long seed) {
        new Random(seed)
                .longs(1000, 1, 1_000_000_000_000_000_000L)
                .mapToObj(TicketNumber::new)
                .forEach(number -> assertThat(TicketNumber.parse(number.text())).contains(number));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 12, 48, 97})
    void partitionsNeverHandOutTheSameNumberAndEachFindsItsOwn(int partitions) {
        Set<TicketNumber> seen = new HashSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            for (long k = 1; k <= 200; k++) {
                TicketNumber number = TicketNumber.of(k, partition, partitions);
                assertThat(seen.add(number)).as(number.text()).isTrue();
                assertThat(number.partition(partitions)).isEqualTo(partition);
            }
        }
    }

    @Test
    void aNumberTooLargeForALongIsNotHandedOut() {
        assertThatThrownBy(() -> TicketNumber.of(Long.MAX_VALUE / 2, 0, 3)).isInstanceOf(ArithmeticException.class);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 5);
    }
}
