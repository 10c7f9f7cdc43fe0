package dev.traza.query.view;

import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.query.view.CommandFact.Asked;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a command. A command id may be answered several times (a repeat, or the same id for another
 * content), on partitions without an order between them; so each kind of answer has a place of its own, and the
 * strongest is shown.
 *
 * @param asked absent while only answers are known
 * @param accepted the answer that it was carried out
 * @param rejected the answer that it was refused
 * @param reused the answer that the id stood for another command already; says nothing about that command
 */
public record CommandView(
        UUID commandId,
        @Nullable Asked asked,
        @Nullable CommandReply accepted,
        @Nullable CommandReply rejected,
        @Nullable CommandReply reused) {

    /** The places that answers have. */
    public enum Place {
        ACCEPTED,
        REJECTED,
        REUSED
    }

    /** Where an answer belongs. */
    public static Place placeOf(CommandReply reply) {
        return switch (reply.outcome()) {
            case CommandOutcome.Accepted _, CommandOutcome.ItemAccepted _, CommandOutcome.PersonAccepted _ ->
                Place.ACCEPTED;
            case CommandOutcome.Rejected rejected ->
                rejected.code() == RejectionCode.COMMAND_ID_REUSED ? Place.REUSED : Place.REJECTED;
        };
    }

    /** The answer that counts; absent while the command is undecided. */
    public @Nullable CommandReply answer() {
        if (accepted != null) {
            return accepted;
        }
        return rejected != null ? rejected : reused;
    }

    /** Whether this person asked for it. */
    public boolean isOf(String subject) {
        CommandReply answer = answer();
        return (asked != null && asked.subject().equals(subject))
                || (answer != null && answer.subject().equals(subject));
    }
}
