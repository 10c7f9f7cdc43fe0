package dev.traza.stack.command;

import dev.traza.stack.Part;
import dev.traza.stack.Stack;
import dev.traza.stack.home.HomeLock;
import dev.traza.stack.process.PartProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code ./traza down}: ends what {@code up} has started, and nothing else. */
final class Down {

    /** As long as a start may take: whoever holds the lock may be starting. */
    static final Duration WAIT_FOR_OTHERS = Duration.ofMinutes(5);

    private final Surroundings surroundings;

    Down(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    boolean run(Options options) throws IOException, InterruptedException {
        Options.Given given = options.read(Set.of("--wipe"), Set.of());
        var home = surroundings.settings().home();
        try (HomeLock lock = HomeLock.take(home, WAIT_FOR_OTHERS, () -> surroundings
                .err()
                .println("Another ./traza is at work in " + home.folder() + "; waiting for it"))) {
            if (lock == null) {
                surroundings.err().println("Another ./traza is still at work in " + home.folder());
                return false;
            }
            Stack stack = new Stack(surroundings.settings());
            List<String> running = stack.parts().stream()
                    .filter(PartProcess::isAlive)
                    .map(PartProcess::name)
                    .toList();
            stack.stop();
            if (given.has("--wipe")) {
                home.wipe();
            }
            surroundings
                    .out()
                    .println((running.isEmpty()
                                    ? "Traza was not running in " + home.folder()
                                    : running.size() == Part.values().length
                                            ? "Traza is down"
                                            : "Stopped " + String.join(", ", running))
                            + (given.has("--wipe") ? "; its data are forgotten" : ""));
            return true;
        }
    }
}
