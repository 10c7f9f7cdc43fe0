package dev.traza.contract.ticket;

import java.util.List;

/**
 * The procedure of a catalog's item, as it was when the command was accepted.
 *
 * @param steps 1–30
 * @param byRequester whether the installation lets requesters approve what they ask for themselves
 */
public record Procedure(List<ProcedureStep> steps, boolean byRequester) {
    public Procedure {
        steps = steps == null ? List.of() : List.copyOf(steps);
    }
}
