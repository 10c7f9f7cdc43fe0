package dev.traza.stack.command;

import dev.traza.stack.Part;
import dev.traza.stack.Stack;
import dev.traza.stack.home.RunningPart;
import dev.traza.stack.process.PartProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** {@code ./traza status}: a line for each part; done only when all are up. */
final class Status {

    private final Surroundings surroundings;

    Status(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    boolean run(Options options) {
        options.read(Set.of(), Set.of());
        Stack stack = new Stack(surroundings.settings());
        surroundings.out().printf("%-24s %-10s %8s %6s %8s%n", "part", "state", "pid", "port", "memory");
        boolean allUp = true;
        List<OptionalLong> memories = new ArrayList<>();
        for (Part part : Part.values()) {
            PartProcess process = stack.part(part);
            State state = stateOf(part, process);
            OptionalLong memory = process.isAlive() ? Memory.residentBytes(process.handle()) : OptionalLong.empty();
            memories.add(memory);
            allUp &= state == State.UP;
            surroundings
                    .out()
                    .printf(
                            "%-24s %-10s %8s %6d %8s%n",
                            part.word(),
                            state.word,
                            process.isAlive() ? Long.toString(process.handle().pid()) : "-",
                            process.port(),
                            Memory.text(memory));
        }
        OptionalLong total = memories.stream().anyMatch(OptionalLong::isPresent)
                ? OptionalLong.of(
                        memories.stream().mapToLong(memory -> memory.orElse(0)).sum())
                : OptionalLong.empty();
        surroundings.out().printf("%-24s %-10s %8s %6s %8s%n", "", "", "", "", Memory.text(total));
        return allUp;
    }

    private State stateOf(Part part, PartProcess process) {
        if (process.isAlive()) {
            return process.answers() ? State.UP : State.NOT_READY;
        }
        // Who was stopped in good order is forgotten; who is still noted ended without being asked to.
        return new RunningPart(surroundings.settings().home(), part.word()).isNoted() ? State.DIED : State.DOWN;
    }

    private enum State {
        UP("up"),
        NOT_READY("not ready"),
        DIED("died"),
        DOWN("down");

        private final String word;

        State(String word) {
            this.word = word;
        }
    }
}
