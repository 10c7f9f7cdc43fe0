package dev.traza.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Answers one request after the other, each in the same time; stands still when it is told to. */
final class ImaginedServer implements Target {

    private final ImaginedTime time;
    private final long nanosEach;
    private final List<Long> begun = new ArrayList<>();
    private long free;

    ImaginedServer(ImaginedTime time, long nanosEach) {
        this.time = time;
        this.nanosEach = nanosEach;
    }

    /** Does nothing between these moments. */
    void standStill(long from, long to) {
        time.at(from, () -> free = Math.max(free, to));
    }

    /** When each request came. */
    List<Long> begun() {
        return begun;
    }

    @Override
    public void begin(long number, Consumer<Ending> ended) {
        begun.add(time.now());
        free = Math.max(free, time.now()) + nanosEach;
        time.at(free, () -> ended.accept(Ending.ACCEPTED));
    }
}
