package dev.traza.command.ticket;

import dev.traza.contract.ticket.HoldReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a ticket waits for. */
public sealed interface Wait {

    /** It is pending: the requester was asked something. */
    record ForRequester(@Nullable String reason) implements Wait {}

    /**
     * It is on hold.
     *
     * @param until when it goes on by itself; absent without a date
     */
    record OnHold(
            HoldReason reason,
            @Nullable Instant until,
            @Nullable String note) implements Wait {}
}
