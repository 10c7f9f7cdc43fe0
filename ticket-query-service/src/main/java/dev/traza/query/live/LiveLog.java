package dev.traza.query.live;

import dev.traza.query.log.LogPartition;
import dev.traza.query.log.Projection;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.view.Source;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The end of the log: what happened lately, in the order in which this node read it, of each partition in the log's own
 * order. Written by one thread, read by many streams, each at its own pace; nothing waits for a slow one.
 *
 * <p>It begins with what happens after the node has started: what is older is read from Kafka by whoever wants it.
 */
public final class LiveLog implements Projection<Happening> {

    /** Places in the log, wherever it is kept. */
    public interface Ends {

        /** The end of each of these partitions. */
        Map<LogPartition, Long> of(Collection<LogPartition> partitions) throws ReadModelAwayException;
    }

    /** Told of what happens, on the thread that reads the log: must be quick and must not throw. */
    public interface Listener {

        /** Something happened to a ticket that it listens to. */
        void happened(Happening happening);
    }

    private static final int MOST_SEQUENCES = 20_000;

    private final Map<String, Source> sources;
    private final Ends ends;
    private final Happening[] ring;
    /** Of each ticket and source, what was told last: routing may put a decision on record twice. */
    private final Map<Key, Long> sequences = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > MOST_SEQUENCES;
        }
    };

    private final Set<Bell> ofAll = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Set<Listener>> ofTickets = new ConcurrentHashMap<>();

    /** How many happenings there were since the start. */
    private long count;

    private @Nullable Places end;
    /** Where the oldest happening that is remembered stands. */
    private @Nullable Places oldest;

    private record Key(UUID ticketId, Source source) {}

    /**
     * What a stream reads from.
     *
     * @param index the number of the next happening that it reads here
     * @param end how far this node has read
     */
    public record Tail(long index, Places end) {}

    /**
     * @param sources by the names of their topics
     * @param remembered how many happenings are kept
     */
    public LiveLog(Map<String, Source> sources, Ends ends, int remembered) {
        this.sources = Map.copyOf(sources);
        this.ends = ends;
        this.ring = new Happening[remembered];
    }

    @Override
    public synchronized Map<LogPartition, Long> positions(Collection<LogPartition> partitions)
            throws ReadModelAwayException {
        Places known = end;
        if (known == null) {
            int count =
                    partitions.stream().mapToInt(LogPartition::partition).max().orElse(-1) + 1;
            Places begin = Places.beginning(count);
            ends.of(partitions)
                    .forEach((partition, offset) -> begin.set(source(partition), partition.partition(), offset));
            end = begin;
            oldest = begin.copy();
            known = begin;
        }
        Map<LogPartition, Long> positions = new HashMap<>();
        for (LogPartition partition : partitions) {
            positions.put(partition, known.next(source(partition), partition.partition()));
        }
        return positions;
    }

    @Override
    public void apply(List<Happening> batch, Map<LogPartition, Long> next) {
        synchronized (this) {
            Places known = Objects.requireNonNull(end, "read before it was placed");
            for (Happening happening : batch) {
                known.pass(happening);
                if (isNews(happening)) {
                    remember(happening);
                }
            }
            next.forEach((partition, offset) -> known.set(source(partition), partition.partition(), offset));
        }
        for (Happening happening : batch) {
            ofTickets.getOrDefault(happening.ticketId(), Set.of()).forEach(listener -> listener.happened(happening));
        }
        if (!batch.isEmpty()) {
            ofAll.forEach(Bell::ring);
        }
    }

    private boolean isNews(Happening happening) {
        Key key = new Key(happening.ticketId(), happening.source());
        Long last = sequences.get(key);
        if (last != null && happening.sequence() <= last) {
            return false;
        }
        sequences.put(key, happening.sequence());
        return true;
    }

    private void remember(Happening happening) {
        int place = (int) (count % ring.length);
        if (count >= ring.length) {
            Objects.requireNonNull(oldest).pass(ring[place]);
        }
        ring[place] = happening;
        count++;
    }

    /** What happens from now on; empty until the node follows the log. */
    public synchronized Optional<Tail> now() {
        return Optional.ofNullable(end).map(known -> new Tail(count, known.copy()));
    }

    /** What happened since a place in the log, if all of it is remembered. */
    public synchronized Optional<Tail> since(Places places) {
        Places known = end;
        return known != null && oldest != null && places.reach(oldest)
                ? Optional.of(new Tail(Math.max(0, count - ring.length), known.copy()))
                : Optional.empty();
    }

    /**
     * Some of what happened.
     *
     * @param index number of the first
     * @param behind how many may have happened since
     * @return none if nothing has happened since; empty if the reader is too far behind
     */
    public synchronized Optional<List<Happening>> read(long index, int most, int behind) {
        if (count - index > Math.min(behind, ring.length)) {
            return Optional.empty();
        }
        int size = (int) Math.min(most, count - index);
        Happening[] read = new Happening[size];
        for (int i = 0; i < size; i++) {
            read[i] = ring[(int) ((index + i) % ring.length)];
        }
        return Optional.of(List.of(read));
    }

    /** Rings whenever something happens. */
    public void follow(Bell bell) {
        ofAll.add(bell);
    }

    /** Rings no more. */
    public void leave(Bell bell) {
        ofAll.remove(bell);
    }

    /** Tells of what happens to a ticket. */
    public void follow(UUID ticketId, Listener listener) {
        ofTickets.compute(ticketId, (_, present) -> {
            Set<Listener> listeners = present == null ? ConcurrentHashMap.newKeySet() : present;
            listeners.add(listener);
            return listeners;
        });
    }

    /** Tells no more. */
    public void leave(UUID ticketId, Listener listener) {
        ofTickets.computeIfPresent(ticketId, (_, listeners) -> {
            listeners.remove(listener);
            return listeners.isEmpty() ? null : listeners;
        });
    }

    private Source source(LogPartition partition) {
        return Objects.requireNonNull(sources.get(partition.topic()), partition.topic());
    }
}
