package dev.traza.routing.feed;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Which partitions this instance works off, how far it is, and how far it has to come before it may decide. */
@Singleton
class FeedProgress {

    private final Map<TopicPartition, Span> spans = new HashMap<>();

    /**
     * @param next the next offset to be worked off
     * @param end where the log ended when the partition was assigned
     */
    record Span(long next, long end) {

        boolean behind() {
            return next < end;
        }
    }

    synchronized void assigned(Map<TopicPartition, Span> partitions) {
        spans.putAll(partitions);
    }

    synchronized void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(spans::remove);
    }

    synchronized boolean owns(TopicPartition partition) {
        return spans.containsKey(partition);
    }

    /** What was worked off; ignored for partitions that belong to another instance by now. */
    synchronized void advance(Map<TopicPartition, Long> next) {
        next.forEach(
                (partition, offset) -> spans.computeIfPresent(partition, (same, span) -> new Span(offset, span.end())));
    }

    /** There is nothing between what was worked off and the end, although the offsets say so. */
    synchronized void atEnd(TopicPartition partition) {
        spans.computeIfPresent(partition, (same, span) -> new Span(Math.max(span.next(), span.end()), span.end()));
    }

    /** Whether the tickets of this partition may have a later history than what was worked off, on either topic. */
    synchronized boolean behind(int partition) {
        return spans.entrySet().stream()
                .anyMatch(entry -> entry.getKey().partition() == partition
                        && entry.getValue().behind());
    }

    synchronized Map<TopicPartition, Span> behind() {
        return spans.entrySet().stream()
                .filter(entry -> entry.getValue().behind())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How far each partition with this number is. */
    synchronized Map<TopicPartition, Long> next(Set<Integer> partitions) {
        return spans.entrySet().stream()
                .filter(entry -> partitions.contains(entry.getKey().partition()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().next()));
    }

    synchronized Set<Integer> partitions() {
        return spans.keySet().stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
}
