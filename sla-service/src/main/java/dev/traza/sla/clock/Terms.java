package dev.traza.sla.clock;

import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.Status;
import dev.traza.sla.policy.PolicyBook;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;

/**
 * By what one clock is measured, as it was when the clock was set.
 *
 * @param calendarChange the change that wrote the calendar; another one means other working time
 */
public record Terms(
        String policyId,
        int policyVersion,
        String goal,
        String calendar,
        UUID calendarChange,
        Duration target,
        SortedSet<Integer> warnAtPercent,
        Set<Status> pauseIn) {

    /** The terms of a metric under the goal that applies; empty when the goal has no target for it. */
    static Optional<Terms> of(PolicyBook.Choice choice, SlaMetric metric) {
        return Optional.ofNullable(choice.goal().targets().get(metric))
                .map(target -> new Terms(
                        choice.policy().id(),
                        choice.policy().version(),
                        choice.goal().name(),
                        choice.goal().calendar(),
                        choice.calendar().version().changeId(),
                        target,
                        choice.policy().policy().warnAtPercent(),
                        choice.policy().policy().pauseIn()));
    }

    /** Whether a clock under these terms reads the same as under the others, whatever their version. */
    boolean measuresLike(Terms other) {
        return policyId.equals(other.policyId)
                && goal.equals(other.goal)
                && calendar.equals(other.calendar)
                && calendarChange.equals(other.calendarChange)
                && target.equals(other.target)
                && warnAtPercent.equals(other.warnAtPercent)
                && pauseIn.equals(other.pauseIn);
    }

    /** A closed ticket that still has clocks goes on in another; they stand still until it is taken back. */
    boolean pausesIn(Status status) {
        return status == Status.CLOSED || pauseIn.contains(status);
    }

    /** How much working time a percentage of the target is. */
    Duration share(int percent) {
        return target.multipliedBy(percent).dividedBy(100);
    }
}
