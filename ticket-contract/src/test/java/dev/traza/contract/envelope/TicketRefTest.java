package dev.traza.contract.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.topic.Partitioning;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketRefTest {

    private static final UUID TICKET = UUID.fromString("01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d");

    @Test
    void aTicketIsNamedByIdOrByNumber() {
        assertThat(TicketRef.parse(TICKET.toString())).contains(TicketRef.of(TICKET));
        assertThat(TicketRef.parse("01A1FE6A-22B8-7C31-9D0E-5B7F3A1C2E4D")).contains(TicketRef.of(TICKET));
        assertThat(TicketRef.parse("t-7")).contains(new TicketRef.ByNumber(new TicketNumber(7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "T-0",
                "1",
                "01a1fe6a22b87c319d0e5b7f3a1c2e4d",
                "{01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d}",
                "1-1-1-1-1", // UUID.fromString would take it
                "01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d ",
                "01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4g",
                "../01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d"
            })
    void anythingElseNamesNoTicket(String text) {
        assertThat(TicketRef.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aReferenceSurvivesBeingWrittenAndRead(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            TicketRef ref = random.nextBoolean()
                    ? TicketRef.of(new UUID(random.nextLong(), random.nextLong()))
                    : new TicketRef.ByNumber(new TicketNumber(random.nextLong(1, 1_000_000_000)));
            assertThat(TicketRef.parse(ref.text())).contains(ref);
        }
    }

    @Test
    void theTwoNamesOfATicketLeadToItsPartition() {
        int home = TicketRef.of(TICKET).partition(12);
        TicketNumber number = TicketNumber.of(87, home, 12);

        assertThat(home).isEqualTo(Partitioning.partitionOf(TICKET.toString(), 12));
        assertThat(new TicketRef.ByNumber(number).partition(12)).isEqualTo(home);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 5);
    }
}
