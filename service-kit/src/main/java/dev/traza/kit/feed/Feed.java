package dev.traza.kit.feed;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How one consumer of the service is doing; kept by the consumer, shown by {@link FeedHealth}. */
public final class Feed {

    /** What a feed can be. */
    public sealed interface State {

        /** Started, but not yet at the end that the log had when the service started. */
        record CatchingUp() implements State {}

        /** Applies what comes. */
        record Following() implements State {}

        /** Stands still and will go on by itself when the trouble is over. */
        record Waiting(String because) implements State {}

        /** Stands still until a person helps: going on would lose something. */
        record Failed(String because) implements State {}
    }

    private final String name;
    private volatile State state = new State.CatchingUp();
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();

    /** A feed that nobody is shown; {@link FeedHealth#show} changes that. */
    public Feed(String name) {
        this.name = name;
    }

    /** As in health and metrics, for example {@code ticket-events}. */
    public String name() {
        return name;
    }

    /** What it is at present. */
    public State state() {
        return state;
    }

    /** Changes what it is. A failed feed stays failed. */
    public synchronized void enter(State next) {
        if (!(state instanceof State.Failed)) {
            state = next;
        }
    }

    /** The next offset to be read from a partition. */
    public void position(int partition, long nextOffset) {
        positions.put(partition, nextOffset);
    }

    /** The next offset to be read from a partition, once something was read from it. */
    public Optional<Long> position(int partition) {
        return Optional.ofNullable(positions.get(partition));
    }

    /** All positions by partition, for people. */
    public Map<Integer, Long> positions() {
        return new TreeMap<>(positions);
    }
}
