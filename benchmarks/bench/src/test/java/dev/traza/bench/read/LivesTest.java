package dev.traza.bench.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.bench.read.Lives.Life;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Partitioning;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LivesTest {

    private static final Instant END = Instant.parse("2026-11-22T10:00:00Z");
    private static final int COUNT = 300;
    private static final int PARTITIONS = 12;

    @Test
    void theSameSeedTellsTheSameLives() {
        assertThat(lives(42)).isEqualTo(lives(42)).isNotEqualTo(lives(43));
    }

    @Test
    void aTicketsIdIsKnownWithoutItsLife() {
        Lives lives = new Lives(42, COUNT, END, PARTITIONS);

        assertThat(lives(42))
                .extracting(Life::ticketId)
                .isEqualTo(IntStream.range(0, COUNT).mapToObj(lives::id).toList());
    }

    @Test
    void idsAreTimeOrderedAndNumbersAreThoseOfTheirPartition() {
        List<Life> lives = lives(42);

        assertThat(lives)
                .extracting(life -> life.ticketId().toString())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(lives).extracting(Life::number).doesNotHaveDuplicates();
        assertThat(lives).allSatisfy(life -> {
            assertThat(life.ticketId().version()).isEqualTo(7);
            assertThat(life.ticketId().variant()).isEqualTo(2);
            assertThat(life.partition())
                    .isEqualTo(Partitioning.partitionOf(life.ticketId().toString(), PARTITIONS));
            assertThat(TicketNumber.parse(life.number()).orElseThrow().partition(PARTITIONS))
                    .isEqualTo(life.partition());
        });
    }

    @Test
    void eventsFollowEachOtherWithoutAHoleAndCanBeReadFromTheirRecords() throws UnreadableRecordException {
        for (Life life : lives(42)) {
            assertThat(life.events())
                    .extracting(EventEnvelope::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, life.events().size())
                                    .boxed()
                                    .toList());
            assertThat(life.events()).extracting(EventEnvelope::recordedAt).isSorted();
            assertThat(life.events().getFirst().event()).isInstanceOf(TicketEvent.TicketOpened.class);
            for (EventEnvelope<TicketEvent> event : life.events()) {
                assertThat(EventRecords.TICKET.read(EventRecords.TICKET.write(event)))
                        .isEqualTo(event);
            }
            assertThat(EventRecords.SLA.read(EventRecords.SLA.write(life.clock())))
                    .isEqualTo(life.clock());
        }
    }

    private static List<Life> lives(long seed) {
        Lives lives = new Lives(seed, COUNT, END, PARTITIONS);
        return IntStream.range(0, COUNT).mapToObj(lives::life).toList();
    }
}
