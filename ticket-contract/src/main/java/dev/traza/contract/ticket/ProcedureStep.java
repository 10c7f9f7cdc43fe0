package dev.traza.contract.ticket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a procedure: a task or an approval.
 *
 * @param id a word that no other step of the procedure has
 * @param after ids of the steps that have to be done before it begins; none means that it begins with the procedure
 * @param title of a TASK
 * @param teamId who is asked to do a TASK; absent means the ticket's own team
 * @param mandatory whether the ticket may be resolved only when the TASK is done, and what comes after it needs it;
 *     an APPROVAL always is
 * @param question of an APPROVAL, what is to be approved
 * @param approvers of an APPROVAL
 * @param needed how many of the approvers have to approve; absent with {@code neededPercent}, or when all have to
 * @param neededPercent how many of them have to approve, in percent (1–100) rounded up to people
 * @param expiresAfterSeconds how long after it was asked for it is too late to decide an APPROVAL; absent means never
 */
public record ProcedureStep(
        String id,
        StepKind kind,
        List<String> after,
        @Nullable String title,
        @Nullable String teamId,
        boolean mandatory,
        @Nullable String question,
        List<Approver> approvers,
        @Nullable Integer needed,
        @Nullable Integer neededPercent,
        @Nullable Integer expiresAfterSeconds) {

    public ProcedureStep {
        after = after == null ? List.of() : List.copyOf(after);
        approvers = approvers == null ? List.of() : List.copyOf(approvers);
    }

    /** A task that is asked of a team. */
    public static ProcedureStep task(
            String id, String title, @Nullable String teamId, boolean mandatory, List<String> after) {
        return new ProcedureStep(id, StepKind.TASK, after, title, teamId, mandatory, null, List.of(), null, null, null);
    }

    /** An approval that all of these people have to give. */
    public static ProcedureStep approval(
            String id,
            String question,
            List<Approver> approvers,
            @Nullable Integer expiresAfterSeconds,
            List<String> after) {
        return new ProcedureStep(
                id, StepKind.APPROVAL, after, null, null, true, question, approvers, null, null, expiresAfterSeconds);
    }
}
