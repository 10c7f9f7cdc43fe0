package dev.traza.system.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How much work, and how stubborn its callers are.
 *
 * @param targets base addresses of the command service's instances, taken in turn; at least one
 * @param run goes into every Idempotency-Key, so that two runs on one installation do not repeat each other
 * @param seed of the mix: the same seed gives the same kinds of command in the same order
 * @param perSecond how many commands begin in a second, whether earlier ones were answered or not
 * @param duration how long commands begin
 * @param requesters how many different people ask
 * @param agents subjects of those who work
 * @param mostAtOnce commands under way; more are left out and counted, since they would only measure this side
 * @param tryTimeout how long one try waits for an answer
 * @param giveUpAfter how long a command is tried again with the same key, before its fate is called unknown
 */
public record LoadPlan(
        List<URI> targets,
        String run,
        long seed,
        double perSecond,
        Duration duration,
        int requesters,
        List<String> agents,
        int mostAtOnce,
        Duration tryTimeout,
        Duration giveUpAfter) {

    public LoadPlan {
        targets = List.copyOf(targets);
        agents = List.copyOf(agents);
        if (targets.isEmpty() || agents.isEmpty() || requesters < 1 || perSecond <= 0 || mostAtOnce < 1) {
            throw new IllegalArgumentException("A plan needs a target, an agent, a requester, a rate and room");
        }
    }

    /** A plan with the bounds that suit a stack on one small machine. */
    public static LoadPlan of(List<URI> targets, String run, double perSecond, Duration duration, List<String> agents) {
        return new LoadPlan(
                targets,
                run,
                42,
                perSecond,
                duration,
                40,
                agents,
                2_000,
                Duration.ofSeconds(8),
                Duration.ofSeconds(90));
    }

    /** How many commands begin in all. */
    public int commands() {
        return (int) Math.round(perSecond * duration.toMillis() / 1000);
    }
}
