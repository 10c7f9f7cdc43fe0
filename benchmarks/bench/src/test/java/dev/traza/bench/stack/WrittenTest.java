package dev.traza.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.bench.stack.Written.OnTopic;
import dev.traza.stack.server.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenTest {

    private final KafkaProcess kafka;

    WrittenTest(@TempDir Path folder) {
        this.kafka = KafkaProcess.inFolder(folder);
    }

    @BeforeEach
    void start() {
        kafka.start();
    }

    @AfterEach
    void stop() {
        kafka.stop();
    }

    @Test
    void tellsWhatATransactionWroteAndHowManyThereWere() throws InterruptedException {
        try (BareTransaction transaction = BareTransaction.on(kafka.bootstrapServers(), List.of(100, 300), 1)) {
            transaction.transact();
            Written since = Written.since(kafka.bootstrapServers());
            for (int n = 0; n < 5; n++) {
                transaction.transact();
            }

            Map<String, OnTopic> written = since.untilNow(topic -> topic.startsWith("bare-transaction-"));

            assertThat(written)
                    .containsOnly(
                            Map.entry("bare-transaction-0", new OnTopic(5, 500, 5)),
                            Map.entry("bare-transaction-1", new OnTopic(5, 1_500, 5)));
            assertThat(written.values()).extracting(OnTopic::bytesEach).containsExactlyInAnyOrder(100, 300);
            assertThat(transaction.records()).isEqualTo(2);
            assertThat(transaction.bytes()).isEqualTo(400);
        }
    }

    @Test
    void calmIsWhenNothingIsWrittenAndNobodyReadsOn() throws InterruptedException {
        try (BareTransaction transaction = BareTransaction.on(kafka.bootstrapServers(), List.of(100), 1);
                Lag lag = new Lag(kafka.bootstrapServers())) {
            transaction.transact();
            transaction.transact();

            lag.awaitCalm(Duration.ofSeconds(30));

            // The second one's place is 2; two records and two marks make 4.
            assertThat(lag.now()).containsEntry("bare-transaction", 2L);
        }
    }
}
