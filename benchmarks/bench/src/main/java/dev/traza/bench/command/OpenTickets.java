package dev.traza.bench.command;

import dev.traza.bench.command.People.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The tickets that work goes on with: those opened last. Used by the sending thread and by the one that brings answers. */
final class OpenTickets {

    private static final int MOST = 2_000;
    private static final int LOOKS = 8;

    private final List<OpenTicket> tickets = new ArrayList<>();
    private int oldest;

    /** A ticket, and how far work on it is. */
    static final class OpenTicket {

        private final String id;
        private final Person requester;
        private int step;
        private boolean inHand;

        OpenTicket(String id, Person requester) {
            this.id = id;
            this.requester = requester;
        }

        String id() {
            return id;
        }

        Person requester() {
            return requester;
        }
    }

    /** Adds one, in the place of the oldest when there are many. */
    synchronized void add(OpenTicket ticket) {
        if (tickets.size() < MOST) {
            tickets.add(ticket);
        } else {
            tickets.set(oldest, ticket);
            oldest = (oldest + 1) % MOST;
        }
    }

    /** Any. */
    synchronized Optional<OpenTicket> any(SplittableRandom random) {
        return tickets.isEmpty() ? Optional.empty() : Optional.of(tickets.get(random.nextInt(tickets.size())));
    }

    /**
     * One that nobody works on, which is in hand from now on: what is done next may depend on what was done before. Empty
     * when a few looks found none.
     */
    synchronized Optional<OpenTicket> take(SplittableRandom random) {
        for (int look = 0; look < LOOKS && !tickets.isEmpty(); look++) {
            OpenTicket ticket = tickets.get(random.nextInt(tickets.size()));
            if (!ticket.inHand) {
                ticket.inHand = true;
                return Optional.of(ticket);
            }
        }
        return Optional.empty();
    }

    /** What is to be done next with a ticket in hand, counted from 0. */
    synchronized int step(OpenTicket ticket) {
        return ticket.step;
    }

    /** Gives it back; what was done counts if it was. */
    synchronized void giveBack(OpenTicket ticket, boolean done) {
        ticket.inHand = false;
        if (done) {
            ticket.step++;
        }
    }
}
