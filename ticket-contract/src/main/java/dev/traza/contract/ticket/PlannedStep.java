package dev.traza.contract.ticket;

import java.util.UUID;

/**
 * A step of a procedure that a ticket goes through.
 *
 * @param workId the id that the task or approval gets when the step begins
 */
public record PlannedStep(UUID workId, ProcedureStep step) {}
