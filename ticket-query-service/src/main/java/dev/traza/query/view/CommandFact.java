package dev.traza.query.view;

import dev.traza.contract.envelope.CommandReply;
import java.time.Instant;
import java.util.UUID;

/** What the two command topics say of a command. They are read independently, so either may be told first. */
public sealed interface CommandFact {

    /** The command it is about. */
    UUID commandId();

    /** The clock of the command. */
    Instant at();

    /**
     * Somebody asked for it.
     *
     * @param subject who asked
     * @param ticket the ticket's id or number, as it was named; of a command to the service catalog the item's path
     */
    record Asked(UUID commandId, String subject, String ticket, Instant at) implements CommandFact {}

    /** It was decided. */
    record Answered(CommandReply reply) implements CommandFact {
        @Override
        public UUID commandId() {
            return reply.commandId();
        }

        @Override
        public Instant at() {
            return reply.decidedAt();
        }
    }
}
