package dev.traza.command.directory;

import dev.traza.command.follow.PartitionFollower;
import dev.traza.command.follow.WholeTopic;
import dev.traza.contract.ContractJson;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.topic.Topics;
import dev.traza.kit.feed.Feed;
import dev.traza.kit.feed.FeedHealth;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the {@link Directory} as {@code routing-directory} says; the topic is read from its beginning at every start. */
@ApplicationScoped
public class DirectoryFeed {

    private static final Logger LOG = Logger.getLogger(DirectoryFeed.class);

    private final Directory directory;
    private final Feed feed;
    private final Map<String, Object> kafka;
    private @Nullable PartitionFollower follower;

    @Inject
    DirectoryFeed(
            Directory directory,
            @Readiness FeedHealth feeds,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.directory = directory;
        this.feed = feeds.feed(Topics.ROUTING_DIRECTORY.name());
        this.kafka = kafka;
    }

    void onStart(@Observes StartupEvent start) {
        follower = WholeTopic.follow(Topics.ROUTING_DIRECTORY, feed, kafka, this::read);
    }

    void onStop(@Observes ShutdownEvent stop) {
        if (follower != null) {
            follower.close();
        }
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.value() == null) {
                directory.remove(record.key());
            } else {
                directory.put(ContractJson.mapper().readValue(record.value(), DirectoryEntry.class));
            }
        } catch (IOException e) {
            // A kind of entry that is newer than this reader is none of its business.
            LOG.warnf("The directory entry at offset %d cannot be read and is left out", record.offset());
        }
    }
}
