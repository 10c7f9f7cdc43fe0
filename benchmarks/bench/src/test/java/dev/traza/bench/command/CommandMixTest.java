package dev.traza.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.bench.http.Ask;
import dev.traza.bench.http.HttpSender;
import dev.traza.bench.load.Ending;
import dev.traza.stack.token.SigningKey;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandMixTest {

    private static final int COMMANDS = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpSender sender = new HttpSender(8, Duration.ofSeconds(10));
    private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final People people;
    private int port;

    /** What came. */
    private record Asked(String method, String path, String key) {}

    CommandMixTest(@TempDir Path folder) {
        this.people = People.with(SigningKey.in(folder));
    }

    @BeforeEach
    void listen() throws ExecutionException, InterruptedException, TimeoutException {
        HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void close() throws ExecutionException, InterruptedException, TimeoutException {
        sender.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aQuarterOpensAndHalfComments() throws ExecutionException, InterruptedException, TimeoutException {
        ConcurrentLinkedQueue<CommandMix.Accepted> accepted = new ConcurrentLinkedQueue<>();

        send(COMMANDS, mix(accepted::add));

        assertThat(count("/api/v1/tickets")).isBetween(210L, 290L);
        assertThat(count("/comments")).isBetween(450L, 550L);
        assertThat(asked).extracting(Asked::key).doesNotHaveDuplicates();
        assertThat(accepted).hasSize(COMMANDS).allSatisfy(one -> assertThat(one.consistencyToken())
                .hasValue("token"));
    }

    @Test
    void workOnATicketIsDoneInAnOrderThatIsPossible()
            throws ExecutionException, InterruptedException, TimeoutException {
        send(COMMANDS, mix(_ -> {}));

        Map<String, List<String>> work = new HashMap<>();
        asked.stream()
                .map(one -> one.path().split("/"))
                .filter(steps -> steps.length == 6 && !steps[5].equals("comments"))
                .forEach(steps ->
                        work.computeIfAbsent(steps[4], _ -> new ArrayList<>()).add(steps[5]));
        List<String> round = List.of("priority", "hold", "resume");
        assertThat(work.values()).isNotEmpty().allSatisfy(steps -> {
            assertThat(steps.getFirst()).isEqualTo("assignment");
            for (int n = 1; n < steps.size(); n++) {
                assertThat(steps.get(n)).isEqualTo(round.get((n - 1) % 3));
            }
        });
        assertThat(work.values()).anySatisfy(steps -> assertThat(steps).contains("resume"));
    }

    @Test
    void whoIsNotThereFails() throws ExecutionException, InterruptedException, TimeoutException {
        CommandMix nobody = new CommandMix(sender, 1, people, "run", 42, _ -> {});

        assertThat(begin(nobody, 0)).isEqualTo(Ending.FAILED);
    }

    private CommandMix mix(Consumer<CommandMix.Accepted> accepted) {
        return new CommandMix(sender, port, people, "run", 42, accepted);
    }

    private void send(int commands, CommandMix mix) throws ExecutionException, InterruptedException, TimeoutException {
        for (int n = 0; n < commands; n++) {
            assertThat(begin(mix, n)).isEqualTo(Ending.ACCEPTED);
        }
        // Answered by the same thread, and so after all that it does with the last answer.
        assertThat(sender.ask(Ask.get(port, "/over", "")).status()).isEqualTo(200);
    }

    private static Ending begin(CommandMix mix, int number)
            throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<Ending> ended = new CompletableFuture<>();
        mix.begin(number, ended::complete);
        return ended.get(10, TimeUnit.SECONDS);
    }

    private long count(String end) {
        return asked.stream().filter(one -> one.path().endsWith(end)).count();
    }

    private void answer(HttpServerRequest request) {
        asked.add(new Asked(request.method().name(), request.path(), request.getHeader("Idempotency-Key")));
        boolean opens = request.path().equals("/api/v1/tickets");
        request.response()
                .setStatusCode(opens ? 201 : 200)
                .putHeader("Consistency-Token", "token")
                .end("{\"ticketId\":\"" + UUID.randomUUID() + "\"}");
    }
}
