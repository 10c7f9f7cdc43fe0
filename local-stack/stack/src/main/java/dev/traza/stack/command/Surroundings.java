package dev.traza.stack.command;

import dev.traza.stack.StackSettings;
import dev.traza.stack.process.Checkout;
import java.io.PrintStream;
import java.util.Map;

/** Where a command runs and whom it talks to. */
record Surroundings(Map<String, String> environment, Checkout checkout, PrintStream out, PrintStream err) {

    /** The stack that the environment describes. */
    StackSettings settings() {
        try {
            return StackSettings.from(environment, checkout);
        } catch (IllegalArgumentException e) {
            throw new Misuse(String.valueOf(e.getMessage()));
        }
    }
}
