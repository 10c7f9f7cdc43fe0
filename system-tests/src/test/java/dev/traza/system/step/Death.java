package dev.traza.system.step;

import static org.awaitility.Awaitility.await;

import dev.traza.contract.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far the commands were when nobody was left to decide them. The offset of a command is committed in the transaction of
 * its decision, so it says for certain what was carried out and what was not.
 *
 * @param decided by partition of {@code ticket-commands}, the offset before which all was decided
 * @param written by partition, the offset before which all was on record
 */
public record Death(Map<Integer, Long> decided, Map<Integer, Long> written) {

    /** The streams group of ticket-command-service. */
    private static final String GROUP = "ticket-command-processor";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public Death {
        decided = Map.copyOf(decided);
        written = Map.copyOf(written);
    }

    /**
     * As it is at this moment. A transaction whose end was asked for in the last breath ends a moment later, so it is looked
     * at until nothing changes any more.
     *
     * @param bootstrapServers of Kafka
     */
    public static Death seenIn(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            return await("the last transaction has ended")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(250))
                    .until(new Look(admin)::again, look -> look.isSettled)
                    .death();
        }
    }

    private static final class Look {

        private final Admin admin;
        private @Nullable Death last;
        private boolean isSettled;

        Look(Admin admin) {
            this.admin = admin;
        }

        Look again() throws ExecutionException, InterruptedException {
            Death now = now();
            isSettled = now.equals(last);
            last = now;
            return this;
        }

        Death death() {
            if (last == null) {
                throw new IllegalStateException("Nobody has looked");
            }
            return last;
        }

        private Death now() throws ExecutionException, InterruptedException {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listStreamsGroupOffsets(
                            Map.of(GROUP, new ListStreamsGroupOffsetsSpec()))
                    .partitionsToOffsetAndMetadata(GROUP)
                    .get();
            Map<Integer, Long> decided = new HashMap<>();
            committed.forEach((partition, offset) -> {
                if (partition.topic().equals(Topics.TICKET_COMMANDS.name()) && offset != null) {
                    decided.put(partition.partition(), offset.offset());
                }
            });
            Map<Integer, Long> written = new HashMap<>();
            admin.listOffsets(decided.keySet().stream()
                            .collect(Collectors.toMap(
                                    number -> new TopicPartition(Topics.TICKET_COMMANDS.name(), number),
                                    _ -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .forEach((partition, end) -> written.put(partition.partition(), end.offset()));
            return new Death(decided, written);
        }
    }
}
