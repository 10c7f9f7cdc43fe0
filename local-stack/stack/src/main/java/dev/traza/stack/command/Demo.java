package dev.traza.stack.command;

import dev.traza.stack.Stack;
import dev.traza.stack.demo.SupportDay;
import dev.traza.stack.process.PartFailed;
import java.io.Console;
import java.io.IOException;
import java.util.Set;

/** {@code ./traza demo}: done only when everything that was acknowledged is in the log. */
final class Demo {

    private static final int CONTACTS = 300;
    private static final int MOST_CONTACTS = 10_000;
    private static final int AT_ONCE = 8;
    private static final int MOST_AT_ONCE = 100;

    private final Surroundings surroundings;

    Demo(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    boolean run(Options options) throws InterruptedException {
        Options.Given given = options.read(Set.of(), Set.of("--contacts", "--seed", "--at-once"));
        int contacts = given.number("--contacts", CONTACTS, 1, MOST_CONTACTS);
        int seed = given.number("--seed", 1, 0, Integer.MAX_VALUE);
        int atOnce = given.number("--at-once", AT_ONCE, 1, MOST_AT_ONCE);
        Stack stack = new Stack(surroundings.settings());
        if (!stack.isUp()) {
            throw new PartFailed("Traza is not running: start it with ./traza up");
        }
        Console console = System.console();
        try {
            return new SupportDay(stack, surroundings.out(), console != null && console.isTerminal())
                    .play(contacts, seed, atOnce);
        } catch (IOException e) {
            throw new PartFailed("The day was broken off: " + e.getMessage() + "; see ./traza status", e);
        }
    }
}
