package dev.traza.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    private final Path log;

    LogFileTest(@TempDir Path folder) {
        this.log = folder.resolve("part.log");
    }

    @Test
    void theDeepestReasonCountsAndNotTheLastLine() throws Exception {
        Files.writeString(log, """
                2026-11-21 ERROR BrokerServer - Fatal error during startup
                org.apache.kafka.common.KafkaException: Socket server failed to bind
                \tat kafka.network.Acceptor.open(SocketServer.scala:740)
                Caused by: java.net.BindException: Address already in use
                \tat java.base/sun.nio.ch.Net.bind0(Native Method)
                2026-11-21 INFO BrokerServer - shut down completed
                """);

        assertThat(LogFile.lastWords(log, 0)).contains("java.net.BindException: Address already in use");
    }

    @Test
    void aLogOfJsonDocumentsIsReadLikeAnyOther() throws Exception {
        Files.writeString(log, """
                {"level":"ERROR","message":"Failed to start application","exception":{"exceptionType":"java.lang.IllegalStateException","message":"Topic ticket-events has 3 partitions"}}
                {"level":"INFO","message":"stopped"}
                """);

        assertThat(LogFile.lastWords(log, 0))
                .contains(
                        "ERROR Failed to start application: java.lang.IllegalStateException: Topic ticket-events has 3"
                                + " partitions");
    }

    @Test
    void whatAnEarlierStartSaidIsNotBlamedOnThisOne() throws Exception {
        Files.writeString(log, "java.lang.IllegalStateException: yesterday\n");
        long before = Files.size(log);
        Files.writeString(log, Files.readString(log) + "Serving\n");

        assertThat(LogFile.lastWords(log, before)).contains("Serving");
    }

    @Test
    void silenceSaysNothing() {
        assertThat(LogFile.lastWords(log, 0)).isEmpty();
    }
}
