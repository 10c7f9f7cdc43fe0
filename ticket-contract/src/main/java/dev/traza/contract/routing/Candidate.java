package dev.traza.contract.routing;

import org.jspecify.annotations.Nullable;

/**
 * An agent who was considered.
 *
 * @param load weighted open tickets at that moment; 0 or more
 * @param passedOverBecause why this agent did not get the ticket; absent for the one who did
 */
public record Candidate(
        String agentId, double load, @Nullable String passedOverBecause) {}
