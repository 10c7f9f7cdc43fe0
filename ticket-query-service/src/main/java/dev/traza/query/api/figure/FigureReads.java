package dev.traza.query.api.figure;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.facts.FactConfig;
import dev.traza.query.facts.FactIndex;
import dev.traza.query.facts.FactsAwayException;
import dev.traza.query.figures.Outcome;
import dev.traza.query.figures.Question;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Computes figures, a few at a time: each keeps a processor busy, and what is left of them is for all other questions. */
@Singleton
class FigureReads {

    private final FactIndex facts;
    private final TokenHeader tokens;
    private final FactConfig config;
    private final Semaphore turns;

    @Inject
    FigureReads(FactIndex facts, TokenHeader tokens, FactConfig config) {
        this.facts = facts;
        this.tokens = tokens;
        this.config = config;
        this.turns = new Semaphore(config.concurrent(), true);
    }

    /**
     * The figure, not older than what the caller has seen.
     *
     * @param seen values of the Consistency-Token header
     * @throws ProblemException (422) if there is too much of it, (503) if the facts are away or not that far, or too many
     *     figures are being computed
     */
    Outcome.Computed compute(Question question, List<String> seen) {
        tokens.await(seen, this::holds);
        try {
            if (!turns.tryAcquire(config.turnWithin().toNanos(), TimeUnit.NANOSECONDS)) {
                throw TokenHeader.unavailable("Too many figures are being computed at the moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TokenHeader.unavailable("This node is shutting down.");
        }
        try {
            return computed(facts.evaluate(question));
        } catch (FactsAwayException e) {
            throw TokenHeader.unavailable("The facts that figures are computed from are being made ready.");
        } finally {
            turns.release();
        }
    }

    private Outcome.Computed computed(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Computed computed -> computed;
            case Outcome.TooManyGroups() ->
                throw new ProblemException(
                        ProblemType.UNPROCESSABLE,
                        "More than %d groups times buckets; take longer buckets, fewer dimensions, or filters."
                                .formatted(config.maxCells()));
            case Outcome.TooManyTimes() ->
                throw new ProblemException(
                        ProblemType.UNPROCESSABLE,
                        "More than %d times to take the median of; take a shorter period, or filters."
                                .formatted(config.maxTimes()));
        };
    }

    private boolean holds(ConsistencyToken token) {
        try {
            return facts.holds(token);
        } catch (FactsAwayException e) {
            throw TokenHeader.unavailable("The facts that figures are computed from are being made ready.");
        }
    }
}
