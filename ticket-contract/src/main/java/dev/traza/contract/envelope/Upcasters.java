package dev.traza.contract.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.traza.contract.ticket.TicketCommand.LogWork;
import dev.traza.contract.ticket.TicketEvent.WorkLogged;
import java.util.List;
import java.util.Map;

/**
 * The history of every message that has left version 1. The first step leads from version 1 to 2, and so on: their number
 * makes the present version. A step stays for ever, since records of its version do.
 */
final class Upcasters {

    private static final Map<Class<?>, List<Upcaster>> STEPS = Map.of(
            LogWork.class, List.of(Upcasters::minutesToSeconds),
            WorkLogged.class, List.of(Upcasters::minutesToSeconds));

    private static final int SECONDS_OF_A_MINUTE = 60;

    private Upcasters() {}

    /** The steps of a message's type, oldest first. */
    static List<Upcaster> of(Class<?> type) {
        return STEPS.getOrDefault(type, List.of());
    }

    /** Version 1 counted work in whole minutes, too coarse for a call. */
    private static ObjectNode minutesToSeconds(ObjectNode work) throws UnreadableRecordException {
        JsonNode minutes = work.path("minutes");
        if (!minutes.canConvertToExactIntegral() || !minutes.canConvertToInt()) {
            throw new UnreadableRecordException("minutes is not a whole number");
        }
        work.remove("minutes");
        return work.put("seconds", minutes.longValue() * SECONDS_OF_A_MINUTE);
    }
}
