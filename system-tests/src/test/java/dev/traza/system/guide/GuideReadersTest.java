package dev.traza.system.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The guide's readers on a real Kafka, with all on the topic that it warns of. */
@WithServers
class GuideReadersTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");

    private final UUID printer = Ids.next();
    private final UUID keyboard = Ids.next();

    @Test
    void theReadersCountWhatWasCommittedOnceInWhateverVersionItWasWritten(TestServers servers) throws Exception {
        // given
        writeLog(servers.bootstrapServers());

        // when
        WorkPerTicket following = new WorkPerTicket();
        try (Consumer<String, byte[]> consumer = consumer(servers)) {
            AtomicInteger polls = new AtomicInteger();
            following.follow(
                    consumer,
                    () -> polls.incrementAndGet() <= 15 && following.seconds().size() < 1);
        }
        WorkPerTicket replaying = new WorkPerTicket();
        try (Consumer<String, byte[]> consumer = consumer(servers)) {
            replaying.replay(consumer);
            replaying.replay(consumer); // changes nothing
        }
        WorkPerTicketWithoutTheContract plain = new WorkPerTicketWithoutTheContract();
        for (ConsumerRecord<String, byte[]> read : everything(servers)) {
            plain.take(read);
        }

        // then: 25 minutes of an earlier release and 200 seconds; the keyboard's ticket is closed
        assertThat(following.seconds()).containsExactly(Map.entry(printer, 1700));
        assertThat(replaying.seconds()).containsExactly(Map.entry(printer, 1700));
        assertThat(plain.seconds()).containsExactly(Map.entry(printer.toString(), 1700));
    }

    /** In two transactions that are committed, and one that is not. */
    private void writeLog(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            if (!admin.listTopics().names().get().contains(Topics.TICKET_EVENTS.name())) {
                admin.createTopics(List.of(new NewTopic(Topics.TICKET_EVENTS.name(), 3, (short) 1)))
                        .all()
                        .get();
            }
        }
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "guide"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, written(keyboard, 1, new TicketEvent.WorkLogged("ana", 60, "…", Status.OPEN)));
            send(producer, written(keyboard, 2, closed()));
            send(producer, ofAnEarlierRelease(printer, 1));
            send(producer, written(printer, 2, new TicketEvent.WorkLogged("ana", 200, "a call", Status.OPEN)));
            send(producer, written(printer, 2, new TicketEvent.WorkLogged("ana", 200, "a call", Status.OPEN)));
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, written(printer, 3, new TicketEvent.WorkLogged("ana", 9999, "rolled back", Status.OPEN)));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, ofALaterRelease(printer, 3));
            producer.commitTransaction();
        }
    }

    private static void send(KafkaProducer<String, byte[]> producer, WireRecord written) {
        var unused = producer.send(written.to(Topics.TICKET_EVENTS.name()));
    }

    private static TicketEvent closed() {
        return new TicketEvent.TicketClosed(ResolutionCode.FIXED, null, Status.CLOSED);
    }

    private static WireRecord written(UUID ticket, long sequence, TicketEvent event) {
        return EventRecords.TICKET.write(new EventEnvelope<>(
                Ids.next(), ticket, sequence, Actor.service("test"), NOW, NOW, Ids.next(), Ids.next(), null, event));
    }

    private static WireRecord ofAnEarlierRelease(UUID ticket, long sequence) throws IOException {
        return as(
                "dev.traza.ticket.WorkLogged.v1",
                written(ticket, sequence, closed()),
                Map.of("agentId", "ana", "minutes", 25, "activity", "toner", "status", "OPEN"));
    }

    private static WireRecord ofALaterRelease(UUID ticket, long sequence) throws IOException {
        return as("dev.traza.ticket.TicketTeleported.v1", written(ticket, sequence, closed()), Map.of("to", "Mars"));
    }

    private static WireRecord as(String type, WireRecord written, Map<String, Object> value) throws IOException {
        written.headers().remove("ce_type").add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        return new WireRecord(
                written.key(), written.headers(), ContractJson.mapper().writeValueAsBytes(value));
    }

    private static List<ConsumerRecord<String, byte[]>> everything(TestServers servers) {
        List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = consumer(servers)) {
            var all = consumer.partitionsFor(Topics.TICKET_EVENTS.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            var end = consumer.endOffsets(all);
            while (end.entrySet().stream().anyMatch(to -> consumer.position(to.getKey()) < to.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(read::add);
            }
        }
        return read;
    }

    private static Consumer<String, byte[]> consumer(TestServers servers) {
        return new KafkaConsumer<>(
                WorkPerTicket.settings(servers.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
