package dev.traza.bench.read;

import dev.traza.bench.http.Ask;
import dev.traza.bench.http.HttpSender;
import dev.traza.bench.load.Ending;
import dev.traza.bench.load.Target;
import dev.traza.bench.material.Words;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/** One kind of question, asked with other values each time. */
final class Questions implements Target {

    private static final List<Status> STATUSES = List.of(Status.OPEN, Status.RESOLVED, Status.CLOSED);

    private final HttpSender sender;
    private final int port;
    private final String token;
    private final SplittableRandom random;
    private final Function<SplittableRandom, String> path;

    private Questions(HttpSender sender, int port, String token, long seed, Function<SplittableRandom, String> path) {
        this.sender = sender;
        this.port = port;
        this.token = token;
        this.random = new SplittableRandom(seed);
        this.path = path;
    }

    /**
     * Who asks whom.
     *
     * @param port of the query service
     * @param token of somebody who may see everything
     */
    record Asking(HttpSender sender, int port, String token, long seed) {

        /** Any ticket. */
        Questions oneTicket(Lives lives, int count) {
            return of(random -> "/api/v1/tickets/" + lives.id(random.nextInt(count)));
        }

        /** The first twenty of a work list: by status, team and priority, the most urgent first. */
        Questions list() {
            return of(random -> "/api/v1/tickets?status=%s&team=%s&priority=%s&sort=-priority,dueAt&limit=20"
                    .formatted(
                            oneOf(random, STATUSES),
                            oneOf(random, Lives.TEAMS),
                            oneOf(random, List.of(Priority.values()))));
        }

        /** The twenty that fit two words best. */
        Questions search() {
            return of(random -> "/api/v1/tickets?limit=20&q="
                    + URLEncoder.encode(
                            Words.of(random.nextInt(3) == 0 ? "en" : "es").question(random), StandardCharsets.UTF_8));
        }

        private Questions of(Function<SplittableRandom, String> path) {
            return new Questions(sender, port, token, seed, path);
        }

        private static <T> T oneOf(SplittableRandom random, List<T> all) {
            return all.get(random.nextInt(all.size()));
        }
    }

    @Override
    public void begin(long number, Consumer<Ending> ended) {
        sender.send(Ask.get(port, path.apply(random), token), reply -> ended.accept(reply.ending()));
    }
}
