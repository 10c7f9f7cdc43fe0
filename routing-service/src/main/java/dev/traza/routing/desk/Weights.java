package dev.traza.routing.desk;

import dev.traza.contract.ticket.Priority;
import java.util.Collection;

/**
 * How heavy an open ticket weighs, by priority; 0 or more each.
 */
public record Weights(double low, double normal, double high, double critical) {

    /** The weight of one ticket. */
    public double of(Priority priority) {
        return switch (priority) {
            case LOW -> low;
            case NORMAL -> normal;
            case HIGH -> high;
            case CRITICAL -> critical;
        };
    }

    /** The weight of all these tickets. */
    public double of(Collection<Workload.OpenTicket> tickets) {
        return tickets.stream().mapToDouble(ticket -> of(ticket.priority())).sum();
    }
}
