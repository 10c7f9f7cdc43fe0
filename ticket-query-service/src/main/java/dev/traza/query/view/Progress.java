package dev.traza.query.view;

/**
 * How many events of each log a view holds; since every log counts a ticket's events from 1 without a hole, also the
 * sequence of the last one. The logs are independent of each other: a view may hold clocks of a ticket whose opening it
 * has not seen yet.
 *
 * @param ticket the ticket's version; 0 until it is opened
 */
public record Progress(long ticket, long routing, long sla) {

    /** Nothing seen yet. */
    public static final Progress NONE = new Progress(0, 0, 0);

    /** How many events of this log. */
    public long of(Source source) {
        return switch (source) {
            case TICKET -> ticket;
            case ROUTING -> routing;
            case SLA -> sla;
        };
    }

    /** The same with one log further on. */
    public Progress with(Source source, long count) {
        return switch (source) {
            case TICKET -> new Progress(count, routing, sla);
            case ROUTING -> new Progress(ticket, count, sla);
            case SLA -> new Progress(ticket, routing, count);
        };
    }

    /** How many events in all; grows with every event, whichever log it is from. */
    public long total() {
        return ticket + routing + sla;
    }
}
