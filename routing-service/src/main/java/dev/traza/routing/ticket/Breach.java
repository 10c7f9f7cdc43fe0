package dev.traza.routing.ticket;

import dev.traza.contract.sla.SlaMetric;
import java.util.UUID;

/**
 * A missed target that has not led to an escalation yet.
 *
 * @param eventId of the breach
 * @param targetSeconds working time that was allowed
 * @param tries how often routing has decided without the ticket having been escalated
 */
public record Breach(UUID eventId, SlaMetric metric, long targetSeconds, int tries) {

    Breach triedAgain() {
        return new Breach(eventId, metric, targetSeconds, tries + 1);
    }
}
