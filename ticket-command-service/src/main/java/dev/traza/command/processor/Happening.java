package dev.traza.command.processor;

import dev.traza.command.entity.Recorded;
import dev.traza.contract.envelope.CommandContext;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.WireRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * An event ready to be written.
 *
 * @param version to which it brings its entity
 * @param stored as it stands in the history
 * @param published as it stands on its topic
 */
record Happening(long version, byte[] stored, WireRecord published) {

    /**
     * The events of a command.
     *
     * @param version of the entity before
     * @param writing makes the record of an event
     * @param sealed whether its texts are sealed in it
     */
    static <E> List<Happening> of(
            CommandContext command,
            UUID entityId,
            long version,
            List<? extends Recorded<E>> happened,
            MessageCatalogue<E> catalogue,
            Function<EventEnvelope<E>, WireRecord> writing,
            boolean sealed) {
        List<Happening> happenings = new ArrayList<>();
        for (Recorded<E> recorded : happened) {
            long next = version + happenings.size() + 1;
            WireRecord published = writing.apply(event(command, entityId, next, happenings.size(), recorded));
            StoredLayout stored = new StoredLayout(
                    command.commandId(),
                    recorded.recordedAt(),
                    catalogue.nameOf(recorded.event()),
                    published.value(),
                    sealed);
            happenings.add(new Happening(next, stored.bytes(), published));
        }
        return happenings;
    }

    private static <E> EventEnvelope<E> event(
            CommandContext command, UUID entityId, long version, int index, Recorded<E> recorded) {
        Instant recordedAt = recorded.recordedAt();
        Instant occurredAt = command.occurredAt().isAfter(recordedAt) ? recordedAt : command.occurredAt();
        return new EventEnvelope<>(
                Ids.derived(command.commandId(), "event-" + index),
                entityId,
                version,
                command.actor(),
                occurredAt,
                recordedAt,
                command.correlationId(),
                command.commandId(),
                command.traceparent(),
                recorded.event());
    }
}
