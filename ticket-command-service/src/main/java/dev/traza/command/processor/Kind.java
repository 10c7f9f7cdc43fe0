package dev.traza.command.processor;

import dev.traza.contract.envelope.CommandContext;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A kind of entity that commands are carried to. It says where the entity's past stands, how a decision is made on it,
 * and what is written then; all else is the same for every kind.
 *
 * @param <C> how its commands stand on the log
 */
interface Kind<C extends CommandContext> {

    /**
     * Looks up what the decision needs. What goes wrong with a store is thrown from here, before anything was decided.
     *
     * @param earlier the answer that the command got before, as it is stored
     * @return decides, and prepares all that will be written; it touches nothing
     */
    Supplier<Carried> prepare(C command, Optional<byte[]> earlier, Partition here);

    /** What becomes of a command whose decision failed. */
    Carried unhandled(C command, Partition here, Rejected because);
}
