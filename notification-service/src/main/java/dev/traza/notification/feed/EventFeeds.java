package dev.traza.notification.feed;

import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.sealing.TextKeys;
import dev.traza.notification.ticket.Directory;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * Listens. A batch is acknowledged when its method returns, that is, when everything it calls for is on record; two
 * batches of one feed are never worked on at the same time.
 */
@ApplicationScoped
public class EventFeeds {

    private final Feeds feeds;
    private final FeedRunner runner;
    private final Recorder recorder;
    private final Directory directory;

    @Inject
    EventFeeds(Feeds feeds, FeedRunner runner, Recorder recorder, Directory directory) {
        this.feeds = feeds;
        this.runner = runner;
        this.recorder = recorder;
        this.directory = directory;
    }

    @Incoming(Feeds.TICKETS)
    @Blocking
    void ticketEvents(ConsumerRecords<String, byte[]> records) {
        TextKeys keys = runner.keysOf(feeds.tickets(), records);
        runner.run(
                feeds.tickets(),
                records,
                (record, beforeRebuild) ->
                        new Heard<>(EventRecords.TICKET.read(WireRecord.of(record), keys), beforeRebuild),
                recorder::ticketEvents);
    }

    @Incoming(Feeds.SLA)
    @Blocking
    void slaEvents(ConsumerRecords<String, byte[]> records) {
        runner.run(
                feeds.sla(),
                records,
                (record, beforeRebuild) -> new Heard<>(EventRecords.SLA.read(WireRecord.of(record)), beforeRebuild),
                recorder::slaEvents);
    }

    @Incoming(Feeds.DIRECTORY)
    @Blocking
    void directoryEntries(ConsumerRecords<String, byte[]> records) {
        runner.run(
                feeds.directory(),
                records,
                (record, beforeRebuild) -> new Entry(record.key(), record.offset(), entryOf(record)),
                batch -> {
                    batch.forEach(entry -> directory.put(entry.key(), entry.offset(), entry.state()));
                    return List.of();
                });
    }

    private static @Nullable DirectoryEntry entryOf(ConsumerRecord<String, byte[]> record)
            throws UnreadableRecordException {
        byte[] value = record.value();
        if (record.key() == null) {
            throw new UnreadableRecordException("A directory entry has no key");
        }
        if (value == null) {
            return null;
        }
        try {
            return ContractJson.mapper().readValue(value, DirectoryEntry.class);
        } catch (IOException quotesIt) {
            throw new UnreadableRecordException("The value is not a directory entry");
        }
    }

    private record Entry(String key, long offset, @Nullable DirectoryEntry state) {}
}
