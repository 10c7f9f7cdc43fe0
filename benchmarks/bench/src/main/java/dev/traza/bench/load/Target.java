package dev.traza.bench.load;

import java.util.function.Consumer;

/** What load is put on. */
@FunctionalInterface
public interface Target {

    /**
     * Begins a request and comes back at once.
     *
     * @param number of the request, counted from 0 in each phase; called in this order and by one thread
     * @param ended to be told exactly once, by any thread, also before this method comes back
     */
    void begin(long number, Consumer<Ending> ended);
}
