package dev.traza.routing.assignment;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.contract.routing.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Chooses one of a team's agents. */
public final class AgentChoice {

    private AgentChoice() {}

    /**
     * Chooses by the team's strategy.
     *
     * @param contenders the team's agents, in the order in which they shall be listed
     * @param requesterId nobody works on their own ticket
     * @param draw decides between equals: the same draw over the same contenders gives the same choice
     */
    public static Choice choose(
            AssignmentStrategy strategy, List<Contender> contenders, String requesterId, UUID draw) {
        return switch (strategy) {
            case MANUAL ->
                new Choice(
                        null,
                        contenders.stream()
                                .map(one -> passedOver(one, "the team's agents take tickets from the queue themselves"))
                                .toList(),
                        "its agents take tickets from the queue themselves");
            case LEAST_LOADED -> leastLoaded(contenders, requesterId, draw);
        };
    }

    private static Choice leastLoaded(List<Contender> contenders, String requesterId, UUID draw) {
        List<Contender> able = contenders.stream()
                .filter(one -> obstacle(one, requesterId) == null)
                .toList();
        double least = able.stream().mapToDouble(Contender::load).min().orElse(0);
        List<Contender> equals =
                able.stream().filter(one -> one.load() <= least).toList();
        // Each contender draws a number that follows from the cause alone, so neither order nor absent others matter.
        Optional<Contender> chosen = equals.stream().min(Comparator.comparing(one -> Ids.derived(draw, one.agentId())));
        List<Candidate> candidates = contenders.stream()
                .map(one -> {
                    String obstacle = obstacle(one, requesterId);
                    if (obstacle != null) {
                        return passedOver(one, obstacle);
                    }
                    if (one.load() > least) {
                        return passedOver(one, "carries more than the " + figure(least) + " of the least loaded");
                    }
                    return chosen.filter(one::equals).isPresent()
                            ? new Candidate(one.agentId(), one.load(), null)
                            : passedOver(one, "carries as little, but lost the draw");
                })
                .toList();
        return chosen.map(one -> new Choice(
                        one.agentId(),
                        candidates,
                        "%s carries the least (%s) of the %s who could take it%s"
                                .formatted(
                                        one.agentId(),
                                        figure(one.load()),
                                        able.size() == 1 ? "one" : able.size(),
                                        equals.size() > 1 ? ", drawn among %d equals".formatted(equals.size()) : "")))
                .orElseGet(() -> new Choice(
                        null,
                        candidates,
                        contenders.isEmpty()
                                ? "the team has no agents, so it waits in the team's queue"
                                : "none of its %d agents can take it now, so it waits in the team's queue"
                                        .formatted(contenders.size())));
    }

    private static @Nullable String obstacle(Contender one, String requesterId) {
        if (one.agentId().equals(requesterId)) {
            return "is the requester";
        }
        return switch (one.status()) {
            case BUSY -> "is busy";
            case AWAY -> "is away";
            case AVAILABLE ->
                one.open() >= one.maxOpen()
                        ? "has %d open tickets and may have %d".formatted(one.open(), one.maxOpen())
                        : null;
        };
    }

    private static Candidate passedOver(Contender one, String because) {
        return new Candidate(one.agentId(), one.load(), because);
    }

    private static String figure(double load) {
        return String.format(Locale.ROOT, "%.1f", load);
    }
}
