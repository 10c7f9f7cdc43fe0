package dev.traza.routing.assignment;

import dev.traza.routing.desk.AgentStatus;

/**
 * An agent of the team as seen at the moment of the decision.
 *
 * @param open how many open tickets the agent has
 * @param maxOpen how many routing lets the agent have
 * @param load weight of the agent's open tickets
 */
public record Contender(String agentId, AgentStatus status, int open, int maxOpen, double load) {}
