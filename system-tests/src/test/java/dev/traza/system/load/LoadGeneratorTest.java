package dev.traza.system.load;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.traza.contract.envelope.Ids;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadGeneratorTest {

    private final Queue<Request> seen = new ConcurrentLinkedQueue<>();
    private Answering answering = (_, _) -> 201;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aQuarterOpensAndHalfComments() throws InterruptedException {
        LoadReport report = generator(plan(400, Duration.ofSeconds(2), Duration.ofSeconds(5)))
                .run();

        assertThat(report.acknowledgements()).hasSize(800);
        assertThat(report.acknowledgements().stream()
                        .filter(told -> told.path().equals("/api/v1/tickets"))
                        .count())
                .isBetween(150L, 280L);
        assertThat(report.acknowledgements().stream()
                        .filter(told -> told.path().endsWith("/comments"))
                        .count())
                .isBetween(330L, 470L);
        assertThat(report.count(Acknowledgement.Meaning.CARRIED_OUT)).isEqualTo(800);
    }

    @Test
    void aRequestThatGotNoLastingAnswerIsSentAgainUnchanged() throws InterruptedException {
        // given a server that drops the first try, is unavailable for the second and answers the third
        answering = (request, times) -> times == 1 ? 0 : times == 2 ? 503 : 201;

        // when
        LoadReport report = generator(plan(20, Duration.ofSeconds(1), Duration.ofSeconds(20)))
                .run();

        // then
        assertThat(report.acknowledgements())
                .hasSize(20)
                .allSatisfy(told -> assertThat(told.attempts()).isEqualTo(3))
                .allSatisfy(told -> assertThat(told.status()).isEqualTo(201));
        Map<String, List<Request>> byKey = seen.stream().collect(groupingBy(Request::key));
        assertThat(byKey)
                .hasSize(20)
                .allSatisfy((_, tries) -> assertThat(tries).hasSize(3).containsOnly(tries.getFirst()));
    }

    @Test
    void aCommandThatNobodyAnswersIsGivenUpAndItsFateCalledUnknown() throws InterruptedException {
        answering = (_, _) -> 503;

        LoadReport report = generator(plan(10, Duration.ofSeconds(1), Duration.ofMillis(500)))
                .run();

        assertThat(report.acknowledgements()).hasSize(10).allSatisfy(told -> assertThat(told.meaning())
                .isEqualTo(Acknowledgement.Meaning.UNKNOWN));
    }

    @Test
    void whatWasAcknowledgedIsReadBackFromItsFileAsItWas(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = folder.resolve("acknowledgements.jsonl");
        LoadReport report;
        try (AcknowledgementFile record = AcknowledgementFile.appending(file)) {
            report = new LoadGenerator(
                            plan(50, Duration.ofSeconds(1), Duration.ofSeconds(5)),
                            Caller::subject,
                            LoadGenerator.client(),
                            record::add)
                    .run();
        }

        assertThat(AcknowledgementFile.read(file)).containsExactlyInAnyOrderElementsOf(report.acknowledgements());
    }

    private LoadPlan plan(double perSecond, Duration duration, Duration giveUpAfter) {
        return new LoadPlan(
                List.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                "run",
                7,
                perSecond,
                duration,
                10,
                List.of("ana", "bea"),
                1_000,
                Duration.ofSeconds(5),
                giveUpAfter);
    }

    private static LoadGenerator generator(LoadPlan plan) {
        return new LoadGenerator(plan, Caller::subject, LoadGenerator.client(), _ -> {});
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            seen.add(request);
            long times = seen.stream()
                    .filter(other -> other.key().equals(request.key()))
                    .count();
            int status = answering.status(request, times);
            if (status == 0) {
                return; // closes the connection without an answer
            }
            byte[] body =
                    "{\"commandId\":\"%s\",\"ticketId\":\"%s\",\"number\":\"T-12\",\"version\":1,\"status\":\"NEW\"}"
                            .formatted(Ids.next(), Ids.next())
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Request(String key, String what, String token, String body) {}

    private interface Answering {
        int status(Request request, long times);
    }
}
