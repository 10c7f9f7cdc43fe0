package dev.traza.query.api.command;

import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemType;
import dev.traza.query.view.CommandView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a command.
 *
 * @param ticketId absent for a command to the service catalog, and while the command names its ticket by number and is undecided
 * @param version the ticket's or the item's version after an accepted command
 * @param problem why it was refused
 */
public record CommandAnswer(
        UUID commandId,
        State status,
        @Nullable UUID ticketId,
        @Nullable String number,
        @Nullable Long version,
        @Nullable Problem problem) {

    /** How far it is. */
    public enum State {
        PENDING,
        ACCEPTED,
        REJECTED
    }

    static CommandAnswer of(CommandView view) {
        CommandReply answer = view.answer();
        if (answer == null) {
            UUID ticketId = view.asked() == null
                    ? null
                    : Ids.parse(view.asked().ticket()).orElse(null);
            return new CommandAnswer(view.commandId(), State.PENDING, ticketId, null, null, null);
        }
        return switch (answer.outcome()) {
            case CommandOutcome.Accepted accepted ->
                new CommandAnswer(
                        view.commandId(),
                        State.ACCEPTED,
                        accepted.ticketId(),
                        accepted.number(),
                        accepted.version(),
                        null);
            case CommandOutcome.ItemAccepted item ->
                new CommandAnswer(view.commandId(), State.ACCEPTED, null, null, item.version(), null);
            case CommandOutcome.PersonAccepted _ ->
                new CommandAnswer(view.commandId(), State.ACCEPTED, null, null, null, null);
            case CommandOutcome.Rejected rejected ->
                new CommandAnswer(view.commandId(), State.REJECTED, rejected.ticketId(), null, null, problem(rejected));
        };
    }

    private static Problem problem(CommandOutcome.Rejected rejected) {
        Problem problem = Problem.of(type(rejected.code()), rejected.detail())
                .with("code", rejected.code().name());
        if (rejected.status() != null) {
            problem = problem.with("ticketStatus", rejected.status().name());
        }
        if (rejected.version() != null) {
            problem = problem.with("version", rejected.version());
        }
        return rejected.possible().isEmpty() ? problem : problem.with("possible", rejected.possible());
    }

    private static ProblemType type(RejectionCode code) {
        return switch (code) {
            case TICKET_NOT_FOUND, ITEM_NOT_FOUND -> ProblemType.NOT_FOUND;
            case NOT_PERMITTED -> ProblemType.FORBIDDEN;
            case TICKET_EXISTS, TRANSITION_NOT_ALLOWED, TICKET_CLOSED, TICKET_ARCHIVED, ALREADY_ASSIGNED ->
                ProblemType.CONFLICT;
            case VERSION_MISMATCH -> ProblemType.VERSION_MISMATCH;
            case COMMAND_ID_REUSED, RULE_VIOLATED -> ProblemType.UNPROCESSABLE;
            case COMMAND_UNREADABLE -> ProblemType.INTERNAL;
        };
    }
}
