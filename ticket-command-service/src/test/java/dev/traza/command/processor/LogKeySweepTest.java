package dev.traza.command.processor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@TestProfile(LogKeySweepTest.ShortLived.class)
class LogKeySweepTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A new key for nearly every command, and none that is kept for longer than it is needed. */
    public static class ShortLived implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "traza.command.log-keys.rotate-every", "10ms",
                    "traza.command.log-keys.kept-for", "0s",
                    "traza.command.log-keys.sweep-every", "1h");
        }
    }

    // Set by TrazaInfrastructure.
    @SuppressWarnings("NullAway.Init")
    private TestServers servers;

    @Inject
    @SuppressWarnings("NullAway.Init")
    LogKeySweep sweep;

    @Inject
    @SuppressWarnings("NullAway.Init")
    CommandProcessor processor;

    @Test
    void theKeyOfWhatWasDecidedGoesAndCommandsGoOn() {
        // given
        String word = "secret" + UUID.randomUUID();
        open(word);
        Set<UUID> keys = keysOfOpenings();
        assertThat(keys).isNotEmpty();
        assertThat(keys).allMatch(key -> processor.logKeys().find(key).isPresent());

        // when
        await().atMost(PATIENCE).until(() -> {
            sweep.once();
            return keys.stream().allMatch(key -> processor.logKeys().find(key).isEmpty());
        });

        // then
        open("another " + word);
        assertThat(keysOfOpenings()).hasSizeGreaterThan(keys.size());
        assertThat(commands()).noneMatch(record -> new String(record.value(), StandardCharsets.UTF_8).contains(word));
    }

    private static void open(String subject) {
        given().auth()
                .oauth2(Tokens.mint(Role.REQUESTER, "u-17"))
                .contentType("application/json")
                .body(Map.of("subject", subject, "description", subject, "requester", Map.of("id", "u-17")))
                .post("/api/v1/tickets")
                .then()
                .statusCode(201);
    }

    private Set<UUID> keysOfOpenings() {
        return commands().stream()
                .map(WireRecord::of)
                .filter(LogKeySweepTest::opens)
                .flatMap(written -> keys(written).stream())
                .collect(Collectors.toSet());
    }

    private static boolean opens(WireRecord written) {
        try {
            return CommandRecords.readAny(written) instanceof CommandEnvelope command
                    && command.command() instanceof OpenTicket;
        } catch (UnreadableRecordException e) {
            return false;
        }
    }

    private static Set<UUID> keys(WireRecord written) {
        try {
            return EventRecords.keysOf(written);
        } catch (UnreadableRecordException e) {
            throw new AssertionError(e);
        }
    }

    private List<ConsumerRecord<String, byte[]>> commands() {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.TICKET_COMMANDS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return all;
    }
}
