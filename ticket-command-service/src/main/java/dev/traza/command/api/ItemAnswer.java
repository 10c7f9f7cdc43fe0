package dev.traza.command.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.traza.command.catalog.ItemState;
import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.catalog.FormField;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An item of the catalog, for reading. */
@Schema(name = "CatalogItem")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ItemAnswer(
        @Schema(examples = "hardware/printer") String path,

        @Schema(description = "Also the ETag") long version,

        boolean retired,

        @Schema(description = "Whether tickets can be opened with it: neither it nor an item above it is retired")
        boolean offered,

        String name,
        Map<String, String> names,
        @Nullable String description,
        @Nullable String deskId,
        TicketType type,
        @Nullable Impact impact,
        @Nullable Urgency urgency,
        @Nullable String slaHint,
        boolean visible,

        @Schema(description = "Not in lists") @Nullable List<FormField> form,

        @Schema(description = "Staff and integrators only; not in lists") @Nullable
        List<ProcedureStep> procedure) {

    /** With its form, and for those inside with its procedure. */
    static ItemAnswer whole(ItemState state, boolean offered, boolean inside) {
        return of(state, offered, state.item().form(), inside ? state.item().procedure() : null);
    }

    /** Without its form and procedure, as in lists. */
    static ItemAnswer inShort(ItemState state, boolean offered) {
        return of(state, offered, null, null);
    }

    private static ItemAnswer of(
            ItemState state, boolean offered, @Nullable List<FormField> form, @Nullable List<ProcedureStep> procedure) {
        CatalogItem item = state.item();
        return new ItemAnswer(
                state.path(),
                state.version(),
                state.retired(),
                offered,
                item.name(),
                item.names(),
                item.description(),
                item.deskId(),
                item.type(),
                item.impact(),
                item.urgency(),
                item.slaHint(),
                item.visible(),
                form,
                procedure);
    }

    /**
     * A page of items, in the order of the tree.
     *
     * @param nextCursor absent on the last page
     */
    @Schema(name = "CatalogPage")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<ItemAnswer> items, @Nullable String nextCursor) {}
}
