package dev.traza.bench.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.traza.bench.command.People.Person;
import dev.traza.bench.http.Ask;
import dev.traza.bench.http.HttpSender;
import dev.traza.bench.http.Reply;
import dev.traza.bench.load.Ending;
import dev.traza.bench.load.Target;
import dev.traza.bench.material.Words;
import dev.traza.stack.process.PartFailed;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Comments on a few tickets by turns. */
final class Comments implements Target {

    private static final int CREATED = 201;
    private static final int EACH_ANSWERED = 207;
    private static final int AT_ONCE = 100;
    private static final int WORDS = 20;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final HttpSender sender;
    private final int port;
    private final SplittableRandom random;
    private final Person agent;
    private final List<String> tickets = new ArrayList<>();

    Comments(HttpSender sender, int port, People people, long seed) {
        this.sender = sender;
        this.port = port;
        this.random = new SplittableRandom(seed);
        this.agent = people.agent(random);
    }

    /** Opens the tickets. */
    Comments open(int count) throws InterruptedException {
        for (int n = 0; n < count; n++) {
            Reply opened = sender.ask(ask(
                    "/api/v1/tickets",
                    Map.of(
                            "subject", "History " + n,
                            "description", text(),
                            "channel", "PHONE",
                            "type", "INCIDENT",
                            "requester",
                                    Map.of(
                                            "id", "bench-history",
                                            "name", "Persona",
                                            "email", "bench-history@example.org",
                                            "language", "es"),
                            "impact", "LOW",
                            "urgency", "LOW")));
            if (opened.status() != CREATED) {
                throw new PartFailed("A ticket cannot be opened: " + opened.status() + " " + opened.body());
            }
            try {
                tickets.add(
                        JSON.readTree(opened.body().getBytes()).path("ticketId").asText());
            } catch (IOException e) {
                throw new IllegalStateException("An opened ticket was answered with something else than JSON", e);
            }
        }
        return this;
    }

    /** Adds so many comments to each. */
    Comments grow(int comments) throws InterruptedException {
        for (String ticket : tickets) {
            for (int done = 0; done < comments; done += AT_ONCE) {
                List<Map<String, Object>> commands = new ArrayList<>();
                for (int n = done; n < Math.min(comments, done + AT_ONCE); n++) {
                    commands.add(Map.of("ticketId", ticket, "command", "AddComment", "body", comment()));
                }
                Reply reply = sender.ask(ask("/api/v1/tickets/bulk", Map.of("commands", commands)));
                if (reply.status() != EACH_ANSWERED) {
                    throw new PartFailed("Comments are refused: " + reply.status());
                }
            }
        }
        return this;
    }

    @Override
    public void begin(long number, Consumer<Ending> ended) {
        String ticket = tickets.get((int) (number % tickets.size()));
        sender.send(ask("/api/v1/tickets/" + ticket + "/comments", comment()), reply -> ended.accept(reply.ending()));
    }

    private Map<String, Object> comment() {
        return Map.of("body", text(), "visibility", "PUBLIC");
    }

    private String text() {
        return Words.of("es").sentence(random, WORDS);
    }

    private Ask ask(String path, Map<String, Object> body) {
        try {
            return new Ask(port, "POST", path, agent.token(), Map.of(), Buffer.buffer(JSON.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A body can be written as JSON", e);
        }
    }
}
