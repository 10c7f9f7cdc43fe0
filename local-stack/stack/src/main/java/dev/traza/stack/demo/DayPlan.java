package dev.traza.stack.demo;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Urgency;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A whole day of contacts. The same seed plans the same day. */
final class DayPlan {

    /** In hundredths, as help desks report them: mail and portal lead, people still come by. */
    private static final List<Share<Channel>> CHANNELS = List.of(
            new Share<>(Channel.EMAIL, 32),
            new Share<>(Channel.PORTAL, 24),
            new Share<>(Channel.PHONE, 20),
            new Share<>(Channel.CHAT, 14),
            new Share<>(Channel.WALK_IN, 6),
            new Share<>(Channel.API, 4));

    private static final List<Share<Impact>> IMPACTS =
            List.of(new Share<>(Impact.LOW, 55), new Share<>(Impact.MEDIUM, 35), new Share<>(Impact.HIGH, 10));
    private static final List<Share<Urgency>> URGENCIES =
            List.of(new Share<>(Urgency.LOW, 30), new Share<>(Urgency.MEDIUM, 50), new Share<>(Urgency.HIGH, 20));

    private final Material material;
    private final Random random;

    DayPlan(Material material, long seed) {
        this.material = material;
        this.random = new Random(seed);
    }

    List<Contact> contacts(int count) {
        List<Contact> contacts = new ArrayList<>(count);
        for (int number = 1; number <= count; number++) {
            contacts.add(new Contact(
                    number,
                    pick(CHANNELS),
                    any(material.people()),
                    any(material.matters()),
                    pick(IMPACTS),
                    pick(URGENCIES),
                    steps()));
        }
        return contacts;
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.TAKE);
        addIf(6, steps, Step.TAKE_TOO_LATE);
        addIf(12, steps, Step.PRIORITIZE);
        if (chance(8)) {
            // Still in somebody's queue at the end of the day.
            return steps;
        }
        addIf(85, steps, Step.REPLY);
        addIf(35, steps, Step.NOTE);
        if (chance(35)) {
            steps.add(Step.ASK);
            if (chance(15)) {
                return steps;
            }
            steps.add(Step.ANSWER);
        }
        addIf(5, steps, Step.CONFIRM_TOO_EARLY);
        addIf(14, steps, Step.ESCALATE);
        if (chance(15)) {
            steps.add(Step.HOLD);
            if (chance(20)) {
                return steps;
            }
            steps.add(Step.RESUME);
        }
        if (chance(10)) {
            return steps;
        }
        steps.add(Step.RESOLVE);
        if (chance(9)) {
            steps.add(chance(50) ? Step.REOPEN : Step.WRITE_AGAIN);
            steps.add(Step.REPLY);
            steps.add(Step.RESOLVE);
        }
        if (chance(45)) {
            steps.add(Step.CONFIRM);
            addIf(7, steps, Step.FOLLOW_UP);
        }
        return steps;
    }

    private void addIf(int percent, List<Step> steps, Step step) {
        if (chance(percent)) {
            steps.add(step);
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private <T> T pick(List<Share<T>> shares) {
        int drawn = random.nextInt(100);
        for (Share<T> share : shares) {
            drawn -= share.percent();
            if (drawn < 0) {
                return share.value();
            }
        }
        return shares.getLast().value();
    }

    /** How often a value is drawn, in hundredths. */
    private record Share<T>(T value, int percent) {}
}
