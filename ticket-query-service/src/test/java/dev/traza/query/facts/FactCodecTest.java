package dev.traza.query.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.traza.query.figures.Life;
import dev.traza.query.figures.Lives;
import dev.traza.query.figures.TicketFacts;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

/** Facts are read as they were written. */
class FactCodecTest {

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        for (Life life : new Lives(21).some(500)) {
            TicketFacts facts = life.facts();

            assertThat(FactCodec.read(FactCodec.write(facts))).isEqualTo(facts);
        }
    }

    @Test
    void aTicketOfWhichNothingIsKnownYetIsWrittenToo() throws IOException {
        TicketFacts facts = TicketFacts.nothingYet(UUID.randomUUID());

        assertThat(FactCodec.read(FactCodec.write(facts))).isEqualTo(facts);
    }

    @Test
    void aTicketTakesFewBytes() {
        TicketFacts facts = Life.at("2026-03-04T09:00:00Z")
                .opened()
                .routed("it", "printers")
                .assigned("printers", "ana")
                .replied("ana")
                .asked()
                .worked("ana", 600)
                .resolved()
                .rated(5)
                .facts();

        assertThat(FactCodec.write(facts).length).isLessThan(160);
    }

    @Test
    void whatIsCutOffIsNoFacts() {
        BytesRef bytes =
                FactCodec.write(Life.at("2026-03-04T09:00:00Z").opened().facts());

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> FactCodec.read(
                        new BytesRef(Arrays.copyOfRange(bytes.bytes, bytes.offset, bytes.offset + bytes.length - 3))));
    }
}
