package dev.traza.system.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.sealing.KeyRing;
import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's reader of texts, with keys that are away for a moment and destroyed later. */
@WithServers
class SaidOnTicketsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private final Map<Scope, TextKey> keys = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final UUID ticket = Ids.next();
    private final UUID secret = Ids.next();
    private final UUID thanks = Ids.next();
    private final Path tokenFile;
    private HttpServer commandService;

    SaidOnTicketsTest(@TempDir Path folder) {
        tokenFile = folder.resolve("token");
    }

    @BeforeEach
    void start() throws IOException {
        Files.writeString(tokenFile, "a-token\n");
        commandService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        commandService.createContext("/api/v1/ticket-keys", this::answer);
        commandService.start();
    }

    @AfterEach
    void stop() {
        commandService.stop(0);
    }

    @Test
    void itOpensWhatWasSaidWaitsForKeysAndForgetsWhatWasRedacted(TestServers servers) throws Exception {
        KeyRing ring = scope -> keys.computeIfAbsent(scope, _ -> TextKey.generate());
        write(servers, ring, comment(secret, "My password is banana"), comment(thanks, "Thank you"));

        // when it reads while there are no keys at first
        SaidOnTickets reader = new SaidOnTickets();
        follow(servers, "said-" + ticket, reader, () -> reader.on(ticket).size() < 2);

        // then
        assertThat(asked.get()).isGreaterThan(1);
        assertThat(reader.on(ticket))
                .containsOnly(Map.entry(secret, "My password is banana"), Map.entry(thanks, "Thank you"));

        // when one is redacted
        keys.remove(new Scope.OfComment(secret));
        write(servers, ring, new TicketEvent.CommentRedacted(secret, null, Status.OPEN));
        follow(servers, "said-" + ticket, reader, () -> reader.on(ticket).containsValue("My password is banana"));

        // then it keeps what somebody keeps who reads everything only now
        SaidOnTickets later = new SaidOnTickets();
        follow(servers, "said-later-" + ticket, later, () -> later.on(ticket).size() < 2);
        assertThat(reader.on(ticket))
                .containsOnly(Map.entry(secret, "[erased]"), Map.entry(thanks, "Thank you"))
                .isEqualTo(later.on(ticket));
    }

    /** A group goes on where it stood. */
    private void follow(TestServers servers, String group, SaidOnTickets reader, BooleanSupplier notYet)
            throws Exception {
        Map<String, Object> settings = new HashMap<>(SaidOnTickets.settings(
                servers.bootstrapServers(),
                "http://127.0.0.1:" + commandService.getAddress().getPort(),
                tokenFile));
        settings.put("group.id", group);
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        try (Consumer<String, EventEnvelope<TicketEvent>> consumer = new KafkaConsumer<>(settings)) {
            reader.follow(consumer, () -> notYet.getAsBoolean() && Instant.now().isBefore(deadline));
        }
    }

    private static TicketEvent comment(UUID commentId, String body) {
        return new TicketEvent.CommentAdded(
                commentId, body, Visibility.PUBLIC, AuthorKind.REQUESTER, "u-1", Channel.PORTAL, Status.OPEN);
    }

    private void write(TestServers servers, KeyRing ring, TicketEvent... events) throws Exception {
        try (Admin admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains(Topics.TICKET_EVENTS.name())) {
                admin.createTopics(List.of(new NewTopic(Topics.TICKET_EVENTS.name(), 3, (short) 1)))
                        .all()
                        .get();
            }
        }
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (TicketEvent event : events) {
                EventEnvelope<TicketEvent> envelope = new EventEnvelope<>(
                        Ids.next(), ticket, 1, Actor.service("test"), NOW, NOW, Ids.next(), Ids.next(), null, event);
                producer.send(EventRecords.TICKET.write(envelope, ring).to(Topics.TICKET_EVENTS.name()))
                        .get();
            }
        }
    }

    /** Away at first; then it has the keys that were not destroyed. */
    private void answer(HttpExchange exchange) throws IOException {
        assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer a-token");
        if (asked.incrementAndGet() == 1) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        List<Map<String, Object>> answered = new ArrayList<>();
        for (JsonNode wanted :
                ContractJson.mapper().readTree(exchange.getRequestBody()).path("keyIds")) {
            UUID keyId = UUID.fromString(wanted.asText());
            answered.add(keys.values().stream()
                    .filter(key -> key.id().equals(keyId))
                    .findFirst()
                    .<Map<String, Object>>map(key -> Map.of("keyId", keyId, "state", "PRESENT", "key", key.secret()))
                    .orElseGet(() -> Map.of("keyId", keyId, "state", "DESTROYED")));
        }
        byte[] body = ContractJson.mapper().writeValueAsBytes(Map.of("keys", answered));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
