package dev.traza.routing.assignment;

import dev.traza.routing.desk.Desk;
import dev.traza.routing.desk.Team;

/**
 * The team that a ticket belongs to, and why.
 *
 * @param ruleId the rule that matched, or one of the built-in reasons of {@link Targeting}
 * @param ruleVersion of the list of rules
 * @param because the first half of the explanation, without a full stop
 */
public record Target(String ruleId, int ruleVersion, Desk desk, Team team, String because) {}
