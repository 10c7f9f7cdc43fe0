package dev.traza.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.stack.Part;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Tickets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** One trace id leads through the logs of all services. */
@OnTraza
@Order(6)
class TraceTest {

    private final Traza traza;

    TraceTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void theTraceOfAnOpeningIsInTheLogOfEveryService() {
        String traceId = UUID.randomUUID().toString().replace("-", "");

        Answer opened = traza.requester("u-trace")
                .post(
                        traza.command("/api/v1/tickets"),
                        Tickets.ofRequester("u-trace", "rastro"),
                        "traceparent",
                        "00-" + traceId + "-00f067aa0ba902b7-01")
                .expect(201);

        for (Part service : Part.services()) {
            List<String> lines = await("trace %s in the log of %s".formatted(traceId, service.word()))
                    .atMost(Patience.SECONDS)
                    .until(() -> linesWith(service, traceId), found -> !found.isEmpty());
            assertThat(lines)
                    .as("log of %s", service.word())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("{")
                            .contains(opened.ticketId().toString()))
                    .noneSatisfy(line -> assertThat(line).contains("u-trace@example.org"))
                    .noneSatisfy(line -> assertThat(line).contains("rastro"));
        }
    }

    private List<String> linesWith(Part service, String traceId) throws IOException {
        Path log = traza.stack().part(service).log();
        try (var lines = Files.lines(log, UTF_8)) {
            return lines.filter(line -> line.contains(traceId)).toList();
        }
    }
}
