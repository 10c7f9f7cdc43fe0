package dev.traza.command.ticket;

import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.ticket.TicketEvent;
import java.util.List;

/** What was decided about a command. */
public sealed interface Decision {

    /**
     * It is carried out.
     *
     * @param events what happens, in order; empty when nothing has to change
     */
    record Accepted(List<TicketEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * It is refused, and nothing happens.
     *
     * @param detail one sentence for people, free of personal data
     * @param possible names of the commands that the ticket's status allows; empty when the actor may not know
     */
    record Refused(RejectionCode code, String detail, List<String> possible) implements Decision {
        public Refused {
            possible = List.copyOf(possible);
        }
    }

    /** Carried out with these events, in this order. */
    static Decision accepted(TicketEvent... events) {
        return new Accepted(List.of(events));
    }

    /** Refused for a reason that has nothing to do with what the status allows. */
    static Refused refused(RejectionCode code, String detail) {
        return new Refused(code, detail, List.of());
    }

    /** Refused because of a rule of the domain. */
    static Refused broken(String rule) {
        return refused(RejectionCode.RULE_VIOLATED, rule);
    }
}
