package dev.traza.routing.decision;

import dev.traza.contract.envelope.WireRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it stands in the ledger: the very records that are sent, so that sending again sends the same bytes.
 *
 * @param causeId the event that it answers; there is at most one decision for each
 * @param sequence place among the ticket's decisions, contiguous from 1
 * @param command for {@code ticket-commands}; absent in a decision learnt from {@code routing-events} after the
 *     database was lost, which was sent long ago
 * @param explanation for {@code routing-events}
 */
public record Decision(
        UUID causeId,
        UUID ticketId,
        long sequence,
        @Nullable WireRecord command,
        WireRecord explanation) {}
