package dev.traza.command.processor;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.CommandContext;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandOutcome.Accepted;
import dev.traza.contract.envelope.CommandOutcome.ItemAccepted;
import dev.traza.contract.envelope.CommandOutcome.PersonAccepted;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import dev.traza.contract.envelope.RejectionCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * The answers given in one partition, by command, for as long as a repeat is expected. A window store forgets by
 * dropping whole segments of time, which costs nothing while commands are decided.
 */
final class AnswerStore {

    static final String NAME = "command-answers";

    /** How far the clocks of two instances may differ without an answer being overlooked. */
    private static final long SKEW_MS = Duration.ofHours(1).toMillis();

    private final WindowStore<UUID, byte[]> store;
    private final long retentionMs;

    AnswerStore(WindowStore<UUID, byte[]> store, Duration retention) {
        this.store = store;
        this.retentionMs = retention.toMillis();
    }

    static StoreBuilder<WindowStore<UUID, byte[]>> builder(Duration retention) {
        return Stores.windowStoreBuilder(
                        // The window's size is only used to show its end; each answer is a moment of its own.
                        Stores.persistentWindowStore(NAME, retention, Duration.ofMillis(1), false),
                        Serdes.UUID(),
                        Serdes.ByteArray())
                .withCachingDisabled();
    }

    /** The last answer that a command got, as it is stored. */
    Optional<byte[]> find(UUID commandId, long nowMs) {
        try (WindowStoreIterator<byte[]> found =
                store.backwardFetch(commandId, Math.max(0, nowMs - retentionMs), nowMs + SKEW_MS)) {
            return found.hasNext() ? Optional.of(found.next().value) : Optional.empty();
        }
    }

    void keep(UUID commandId, byte[] answer, long nowMs) {
        store.put(commandId, answer, nowMs);
    }

    /**
     * An answer, with what tells a repeat from another command under the same id.
     *
     * @param subject who asked
     * @param outcome absent as long as other tickets have to be heard
     */
    record Answer(
            String subject,
            @Nullable String requestHash,
            @Nullable CommandOutcome outcome) {

        boolean isFor(String otherSubject, @Nullable String otherHash) {
            return subject.equals(otherSubject) && Objects.equals(requestHash, otherHash);
        }

        /** What somebody is told who asks again, or uses the same id for something else. */
        CommandOutcome again(CommandContext asked) {
            return outcome != null && isFor(asked.actor().subject(), asked.requestHash())
                    ? replayed(outcome)
                    : reused();
        }

        /** What somebody is told who uses an id again for something else. */
        static Rejected reused() {
            return new Rejected(
                    RejectionCode.COMMAND_ID_REUSED,
                    "The same id was used before for another content",
                    null,
                    null,
                    null,
                    List.of(),
                    false);
        }

        /** The same outcome, told again. */
        static CommandOutcome replayed(CommandOutcome outcome) {
            return switch (outcome) {
                case Accepted first ->
                    new Accepted(first.ticketId(), first.number(), first.version(), first.status(), true);
                case ItemAccepted first -> new ItemAccepted(first.path(), first.version(), first.retired(), true);
                case PersonAccepted first -> new PersonAccepted(first.personId(), first.tickets(), true);
                case Rejected first ->
                    new Rejected(
                            first.code(),
                            first.detail(),
                            first.ticketId(),
                            first.version(),
                            first.status(),
                            first.possible(),
                            true);
            };
        }

        byte[] bytes() {
            try {
                return ContractJson.mapper().writeValueAsBytes(this);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Every answer can be written as JSON", e);
            }
        }

        /**
         * Reads what {@link #bytes} wrote.
         *
         * @throws IllegalStateException if it is something else
         */
        static Answer of(byte[] bytes) {
            try {
                return ContractJson.mapper().readValue(bytes, Answer.class);
            } catch (IOException e) {
                throw new IllegalStateException("A stored answer cannot be read", e);
            }
        }
    }
}
