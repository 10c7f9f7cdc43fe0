package dev.traza.system.step;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.envelope.Ids;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.load.Acknowledgement;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client that asks with the same Idempotency-Key until it is told what became of it, whoever dies meanwhile. It may be
 * used from many threads.
 */
public final class Stubborn {

    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final List<URI> targets;
    private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();

    /** @param targets base addresses of the instances of ticket-command-service, asked in turn */
    public Stubborn(List<URI> targets) {
        this.targets = List.copyOf(targets);
    }

    /** How many requests have been answered. */
    public int answered() {
        return answered.get();
    }

    /** All that was asked and answered. */
    public List<Asked> asked() {
        return new ArrayList<>(asked);
    }

    /** Asks with a key of its own. */
    Asked ask(Person person, String method, String path, @Nullable Object body) {
        Asked told = ask(person, method, path, body, Ids.next().toString());
        asked.add(told);
        return told;
    }

    /** Asks once more what was asked before. */
    public Acknowledgement again(Asked before) {
        return ask(before.person(), before.method(), before.path(), before.body(), before.key())
                .told();
    }

    private Asked ask(Person person, String method, String path, @Nullable Object body, String key) {
        Instant sentAt = Instant.now();
        AtomicInteger attempts = new AtomicInteger();
        Optional<Answer> answer = await("an answer to %s %s".formatted(method, path))
                .atMost(GIVE_UP_AFTER)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .until(() -> attempt(person, method, path, body, key, attempts.getAndIncrement()), Optional::isPresent);
        answered.incrementAndGet();
        return new Asked(
                person,
                method,
                path,
                body,
                key,
                acknowledgement(person, method, path, key, answer.orElseThrow(), attempts.get(), sentAt));
    }

    /** Empty when it may be answered otherwise in a moment. */
    private Optional<Answer> attempt(
            Person person, String method, String path, @Nullable Object body, String key, int attempt) {
        URI target = targets.get(attempt % targets.size());
        try {
            Answer answer = body == null
                    ? person.send(
                            method, target.resolve(path), HttpRequest.BodyPublishers.noBody(), "Idempotency-Key", key)
                    : method.equals("PUT")
                            ? person.put(target.resolve(path), body, "Idempotency-Key", key)
                            : person.post(target.resolve(path), body, "Idempotency-Key", key);
            return isPassing(answer) ? Optional.empty() : Optional.of(answer);
        } catch (UncheckedIOException nobodyThere) {
            return Optional.empty();
        }
    }

    private static boolean isPassing(Answer answer) {
        return switch (answer.status()) {
            case 202, 429, 502, 503, 504 -> true;
            case 409 -> !answer.json().hasNonNull("code"); // the same request is still being carried out
            default -> false;
        };
    }

    private static Acknowledgement acknowledgement(
            Person person, String method, String path, String key, Answer answer, int attempts, Instant sentAt) {
        JsonNode body = answer.json();
        return new Acknowledgement(
                commandId(person, path, key),
                key,
                person.subject(),
                method,
                path,
                answer.status(),
                body.hasNonNull("code") ? body.path("code").asText() : null,
                Ids.parse(body.path("ticketId").asText()).orElse(null),
                body.hasNonNull("version") ? body.path("version").asLong() : null,
                attempts,
                sentAt,
                Instant.now());
    }

    /** As the service names the command; a client that wants to split a comment it has just written needs it too. */
    static UUID commandId(Person person, String path, String key) {
        String[] steps = path.split("/");
        return Ids.ofIdempotencyKey(person.subject(), key, steps.length > 4 ? "command " + steps[4] : "command");
    }
}
