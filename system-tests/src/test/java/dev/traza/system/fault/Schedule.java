package dev.traza.system.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws what goes wrong next, and for how long; the same seed draws the same. Every fault comes before any comes again. */
public final class Schedule {

    private static final int MOST_AT_ONCE = 2;

    private final List<Fault> all;
    private final int shortest;
    private final int longest;
    private final SplittableRandom random;
    private final List<Fault> left = new ArrayList<>();

    /**
     * @param shortest that a fault or the quiet before it lasts, in commands that are due meanwhile
     * @param longest that they last
     */
    public Schedule(List<Fault> all, int shortest, int longest, long seed) {
        this.all = List.copyOf(all);
        this.shortest = shortest;
        this.longest = longest;
        this.random = new SplittableRandom(seed);
    }

    /**
     * What goes wrong at the same time.
     *
     * @param quiet commands that are due before it happens
     * @param faults in the order they strike and heal, of different victims
     * @param lasting commands that are due after one struck and before the next strikes, or the first heals
     */
    public record Blow(int quiet, List<Fault> faults, int lasting) {

        public Blow {
            faults = List.copyOf(faults);
        }
    }

    /** The next one; there always is one. */
    public Blow next() {
        int size = 1 + random.nextInt(MOST_AT_ONCE);
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < size) {
            Fault drawn = draw();
            if (faults.stream().noneMatch(other -> other.victim().equals(drawn.victim()))) {
                faults.add(drawn);
            }
        }
        return new Blow(length(), faults, length());
    }

    private Fault draw() {
        if (left.isEmpty()) {
            left.addAll(all);
        }
        return left.remove(random.nextInt(left.size()));
    }

    private int length() {
        return shortest + random.nextInt(longest - shortest + 1);
    }
}
