package dev.traza.command.gateway;

import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.RejectionCode;
import java.time.Duration;

/** What a caller can be told about a wish. */
public sealed interface Result {

    /** Whether it says that there was an earlier command of the same id. */
    default boolean isRepeat() {
        return switch (this) {
            case Decided(CommandOutcome.Rejected rejected) ->
                rejected.replayed() || rejected.code() == RejectionCode.COMMAND_ID_REUSED;
            case Decided(CommandOutcome outcome) -> outcome.replayed();
            case StillRunning _, IdReused _ -> true;
            case Recorded _, Unknown _, Unavailable _, TooLarge _ -> false;
        };
    }

    /** It was decided. */
    record Decided(CommandOutcome outcome) implements Result {}

    /** It is on record and will be decided. */
    record Recorded() implements Result {}

    /** It is not known whether it is on record; the command's id tells later. */
    record Unknown() implements Result {}

    /** It is not on record, and trying again later makes sense. */
    record Unavailable(String because, Duration retryAfter) implements Result {}

    /** It is not on record and never will be: the command is larger than Kafka takes. */
    record TooLarge() implements Result {}

    /** The same command is being waited for at this moment. */
    record StillRunning() implements Result {}

    /** Another command with the same id is being waited for at this moment. */
    record IdReused() implements Result {}
}
