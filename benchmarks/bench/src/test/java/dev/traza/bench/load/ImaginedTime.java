package dev.traza.bench.load;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A time that passes only when somebody waits for it. What is to happen meanwhile happens at its moment. */
final class ImaginedTime implements Pace {

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now;
    private long order;

    private record Event(long at, long order, Runnable what) {}

    void at(long moment, Runnable what) {
        events.add(new Event(moment, order++, what));
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void until(long moment) {
        while (!events.isEmpty() && events.peek().at() <= moment) {
            Event next = events.poll();
            now = Math.max(now, next.at());
            next.what().run();
        }
        now = Math.max(now, moment);
    }
}
