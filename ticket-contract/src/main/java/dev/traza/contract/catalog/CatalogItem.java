package dev.traza.contract.catalog;

import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog offers at one place of its tree.
 *
 * @param name as people read it
 * @param names the same in other languages, by BCP 47 tag
 * @param description what it is and when to choose it
 * @param deskId the department that serves it
 * @param type of the tickets that are opened with it
 * @param impact of tickets that do not say theirs
 * @param urgency of tickets that do not say theirs
 * @param slaHint a word that service-level policies can ask for
 * @param visible whether requesters see it and may open tickets with it; staff always may
 * @param form what has to be said, in the order in which it is asked
 * @param procedure what is done and approved for each ticket that is opened with it; absent when nothing is laid down
 */
public record CatalogItem(
        String name,
        Map<String, String> names,
        @Nullable String description,
        @Nullable String deskId,
        TicketType type,
        @Nullable Impact impact,
        @Nullable Urgency urgency,
        @Nullable String slaHint,
        boolean visible,
        List<FormField> form,
        @Nullable List<ProcedureStep> procedure) {
    public CatalogItem {
        names = names == null ? Map.of() : Map.copyOf(names);
        form = form == null ? List.of() : List.copyOf(form);
        procedure = procedure == null || procedure.isEmpty() ? null : List.copyOf(procedure);
    }

    /** An item for whose tickets nothing is laid down. */
    public CatalogItem(
            String name,
            Map<String, String> names,
            @Nullable String description,
            @Nullable String deskId,
            TicketType type,
            @Nullable Impact impact,
            @Nullable Urgency urgency,
            @Nullable String slaHint,
            boolean visible,
            List<FormField> form) {
        this(name, names, description, deskId, type, impact, urgency, slaHint, visible, form, null);
    }

    /** The steps of its procedure, none if it has no procedure. */
    public List<ProcedureStep> steps() {
        return procedure == null ? List.of() : procedure;
    }
}
