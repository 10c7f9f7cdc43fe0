package dev.traza.contract.ticket;

import org.jspecify.annotations.Nullable;

/**
 * Why a ticket was given to this team or agent.
 *
 * @param ruleId the routing rule that matched, absent when a person decided
 * @param ruleVersion the rule's version at that moment, counted from 1
 * @param explanation one sentence for people; details are on {@code routing-events}
 */
public record AssignmentBasis(
        @Nullable String ruleId,
        @Nullable Integer ruleVersion,
        @Nullable String explanation) {

    /** A person's own decision, without a further explanation. */
    public static AssignmentBasis manual() {
        return new AssignmentBasis(null, null, null);
    }
}
