package dev.traza.sla.clock;

import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.sla.SlaEvent;

/** What has to be told to others. */
public sealed interface Effect {

    /** Something happened to a clock. */
    record Tell(EventEnvelope<SlaEvent> event) implements Effect {}

    /** The ticket has to go on or to end. */
    record Ask(CommandEnvelope command) implements Effect {}
}
