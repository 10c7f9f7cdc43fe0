package dev.traza.bench.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.traza.bench.command.OpenTickets.OpenTicket;
import dev.traza.bench.command.People.Person;
import dev.traza.bench.http.Ask;
import dev.traza.bench.http.HttpSender;
import dev.traza.bench.http.Reply;
import dev.traza.bench.load.Ending;
import dev.traza.bench.load.Target;
import dev.traza.bench.material.Words;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a support department asks all day: a quarter of the commands open tickets, half are comments, the rest assigns,
 * prioritises, holds and resumes. All of it makes sense when it is asked, so that practically everything is accepted.
 */
public final class CommandMix implements Target {

    private static final int HUNDRED = 100;
    private static final int OPENINGS = 25;
    private static final int COMMENTS = 50;
    private static final int SUBJECT_WORDS = 6;
    private static final int DESCRIPTION_WORDS = 30;
    private static final int COMMENT_WORDS = 20;
    private static final int CREATED = 201;
    private static final String[] LEVELS = {"LOW", "MEDIUM", "HIGH"};
    private static final String[] CATEGORIES = {"hardware/printer", "hardware/laptop", "software/mail", "network/vpn"};
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final HttpSender sender;
    private final int port;
    private final People people;
    private final String run;
    private final SplittableRandom random;
    private final Consumer<Accepted> accepted;
    private final OpenTickets tickets = new OpenTickets();
    private long sent;

    /**
     * @param port that takes the commands
     * @param run goes into every Idempotency-Key, so that no two runs repeat each other
     * @param seed the same gives the same commands in the same order, as long as the same are accepted
     * @param accepted told of each accepted command, on the sender's thread
     */
    public CommandMix(HttpSender sender, int port, People people, String run, long seed, Consumer<Accepted> accepted) {
        this.sender = sender;
        this.port = port;
        this.people = people;
        this.run = run;
        this.random = new SplittableRandom(seed);
        this.accepted = accepted;
    }

    /**
     * A command that was accepted.
     *
     * @param consistencyToken with which a reader waits until it can be seen
     */
    public record Accepted(String ticketId, Optional<String> consistencyToken) {}

    @Override
    public void begin(long number, Consumer<Ending> ended) {
        int dice = random.nextInt(HUNDRED);
        Optional<OpenTicket> any = dice < OPENINGS ? Optional.empty() : tickets.any(random);
        if (any.isEmpty()) {
            open(ended);
        } else if (dice < OPENINGS + COMMENTS) {
            comment(any.get(), ended);
        } else {
            tickets.take(random).ifPresentOrElse(ticket -> work(ticket, ended), () -> comment(any.get(), ended));
        }
    }

    private void open(Consumer<Ending> ended) {
        Person requester = people.requester(random);
        boolean byPhone = random.nextBoolean();
        Person sentBy = byPhone ? people.agent(random) : requester;
        Words words = Words.of(requester.language());
        Map<String, ?> body = Map.of(
                "subject",
                words.sentence(random, SUBJECT_WORDS),
                "description",
                words.sentence(random, DESCRIPTION_WORDS),
                "channel",
                byPhone ? "PHONE" : "PORTAL",
                "type",
                "INCIDENT",
                "requester",
                Map.of(
                        "id",
                        requester.id(),
                        "name",
                        "Persona " + requester.id(),
                        "email",
                        requester.id() + "@example.org",
                        "language",
                        requester.language()),
                "category",
                CATEGORIES[random.nextInt(CATEGORIES.length)],
                "impact",
                LEVELS[random.nextInt(LEVELS.length)],
                "urgency",
                LEVELS[random.nextInt(LEVELS.length)]);
        send("POST", "/api/v1/tickets", sentBy, body, ended, reply -> {
            if (reply.status() != CREATED) {
                return;
            }
            String id = ticketId(reply.body());
            tickets.add(new OpenTicket(id, requester));
            accepted.accept(new Accepted(id, reply.header("Consistency-Token")));
        });
    }

    private void comment(OpenTicket ticket, Consumer<Ending> ended) {
        boolean byAgent = random.nextBoolean();
        Person sentBy = byAgent ? people.agent(random) : ticket.requester();
        Map<String, ?> body = Map.of(
                "body",
                Words.of(ticket.requester().language()).sentence(random, COMMENT_WORDS),
                "visibility",
                byAgent && random.nextBoolean() ? "INTERNAL" : "PUBLIC");
        send("POST", path(ticket, "comments"), sentBy, body, ended, reply -> told(ticket, reply));
    }

    /** The steps go round, the assignment only once; each is possible after the one before. */
    private void work(OpenTicket ticket, Consumer<Ending> ended) {
        int step = tickets.step(ticket);
        Person agent = people.agent(random);
        Consumer<Reply> done = reply -> {
            tickets.giveBack(ticket, reply.ending() == Ending.ACCEPTED);
            told(ticket, reply);
        };
        switch (step == 0 ? 0 : (step - 1) % 3 + 1) {
            case 0 ->
                send(
                        "PUT",
                        path(ticket, "assignment"),
                        agent,
                        Map.of("teamId", "helpdesk", "agentId", agent.id()),
                        ended,
                        done);
            case 1 ->
                send(
                        "PUT",
                        path(ticket, "priority"),
                        agent,
                        Map.of(
                                "impact", LEVELS[random.nextInt(LEVELS.length)],
                                "urgency", LEVELS[random.nextInt(LEVELS.length)]),
                        ended,
                        done);
            case 2 -> send("POST", path(ticket, "hold"), agent, Map.of("reason", "THIRD_PARTY"), ended, done);
            default -> send("POST", path(ticket, "resume"), agent, null, ended, done);
        }
    }

    private void told(OpenTicket ticket, Reply reply) {
        if (reply.ending() == Ending.ACCEPTED) {
            accepted.accept(new Accepted(ticket.id(), reply.header("Consistency-Token")));
        }
    }

    private void send(
            String method,
            String path,
            Person sentBy,
            @Nullable Map<String, ?> body,
            Consumer<Ending> ended,
            Consumer<Reply> then) {
        Ask ask = new Ask(
                port,
                method,
                path,
                sentBy.token(),
                Map.of("Idempotency-Key", run + "-" + sent++),
                body == null ? null : Buffer.buffer(json(body)));
        sender.send(ask, reply -> {
            ended.accept(reply.ending());
            then.accept(reply);
        });
    }

    private static String path(OpenTicket ticket, String what) {
        return "/api/v1/tickets/" + ticket.id() + "/" + what;
    }

    private static String ticketId(Buffer body) {
        try {
            JsonNode answer = JSON.readTree(body.getBytes());
            return answer.path("ticketId").asText();
        } catch (IOException e) {
            throw new IllegalStateException("An opened ticket was answered with something else than JSON", e);
        }
    }

    private static byte[] json(Map<String, ?> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A body can be written as JSON", e);
        }
    }
}
