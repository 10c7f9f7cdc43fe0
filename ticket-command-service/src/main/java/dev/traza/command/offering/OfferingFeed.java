package dev.traza.command.offering;

import dev.traza.command.follow.PartitionFollower;
import dev.traza.command.follow.WholeTopic;
import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.topic.Topics;
import dev.traza.kit.feed.Feed;
import dev.traza.kit.feed.FeedHealth;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the {@link Offering} as {@code catalog-events} says; the topic is read from its beginning at every start. */
@ApplicationScoped
public class OfferingFeed {

    private static final Logger LOG = Logger.getLogger(OfferingFeed.class);

    private final Offering offering;
    private final Feed feed;
    private final Map<String, Object> kafka;
    private @Nullable PartitionFollower follower;

    @Inject
    OfferingFeed(
            Offering offering,
            @Readiness FeedHealth feeds,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.offering = offering;
        this.feed = feeds.feed(Topics.CATALOG_EVENTS.name());
        this.kafka = kafka;
    }

    void onStart(@Observes StartupEvent start) {
        follower = WholeTopic.follow(Topics.CATALOG_EVENTS, feed, kafka, this::read);
    }

    void onStop(@Observes ShutdownEvent stop) {
        if (follower != null) {
            follower.close();
        }
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        try {
            EventEnvelope<CatalogEvent> envelope = EventRecords.CATALOG.read(WireRecord.of(record));
            offering.put(envelope.event(), envelope.sequence());
        } catch (UnreadableRecordException | IllegalStateException e) {
            // Newer than this reader, or no item's history. The item stays as it was here.
            LOG.errorf(e, "The catalog's event at offset %d is left out", record.offset());
        }
    }
}
