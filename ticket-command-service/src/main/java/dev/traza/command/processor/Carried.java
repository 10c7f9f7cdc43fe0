package dev.traza.command.processor;

import dev.traza.contract.envelope.CommandOutcome;
import java.util.Optional;

/** Everything that a command changes, ready to be written. */
interface Carried {

    /** What the command's sender is told; empty when others have to be heard first. */
    Optional<CommandOutcome> told();

    /** Writes it all, into the stores and onto the topics. */
    void put(Partition here, long now);
}
