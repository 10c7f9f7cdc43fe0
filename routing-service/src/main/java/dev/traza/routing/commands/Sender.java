package dev.traza.routing.commands;

import dev.traza.routing.decision.Decision;
import java.util.Collection;

/** Sends decisions. */
public interface Sender {

    /**
     * Sends commands, then explanations, each in the given order, and returns when all of it is safe.
     *
     * @throws SendFailedException if that is not certain
     */
    void send(Collection<Decision> decisions);
}
