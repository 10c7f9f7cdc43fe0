package dev.traza.command.api;

import dev.traza.command.catalog.Flaw;
import dev.traza.command.catalog.FormCheck;
import dev.traza.command.catalog.ItemState;
import dev.traza.command.offering.CatalogConfig;
import dev.traza.command.offering.Offered;
import dev.traza.command.offering.Offering;
import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.catalog.CatalogPath;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Procedure;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the catalog's item for a category and holds the custom fields against its form, before anything is put on record. */
@Singleton
class Categories {

    private final Offering offering;
    private final CatalogConfig config;
    private final ApprovalConfig approvals;

    @Inject
    Categories(Offering offering, CatalogConfig config, ApprovalConfig approvals) {
        this.offering = offering;
        this.config = config;
        this.approvals = approvals;
    }

    /**
     * The item that a ticket is opened or classified with, as it is now.
     *
     * @param procedure absent when nothing is laid down for the item's tickets
     */
    record Chosen(
            CatalogItem item,
            CatalogReference reference,
            @Nullable Procedure procedure) {}

    /**
     * The item of a category; empty when there is no category, or the catalog does not know it and need not.
     *
     * @throws ProblemException (422) when the category cannot be chosen, or custom fields do not fit its form; it names
     *     all of them
     */
    Optional<Chosen> choose(@Nullable String category, Map<String, String> customFields, Actor actor) {
        if (category == null) {
            return Optional.empty();
        }
        Optional<CatalogPath> path = CatalogPath.parse(category);
        Optional<ItemState> known = path.flatMap(offering::at).map(Offered::now);
        if (known.isEmpty()) {
            return switch (config.unknownCategory()) {
                case ACCEPT -> Optional.empty();
                case REFUSE ->
                    throw refused(
                            List.of(new FieldError("/category", "unknown-category", "The catalog has no such item.")));
            };
        }
        ItemState state = known.orElseThrow();
        CatalogPath place = path.orElseThrow();
        if (!actor.isStaff() && !offering.isVisible(place) && offering.isOffered(place)) {
            throw refused(List.of(
                    new FieldError("/category", "not-offered", "Tickets of this category are opened by staff.")));
        }
        if (!offering.isOffered(place)) {
            throw refused(List.of(
                    new FieldError("/category", "retired-category", "The catalog does not offer this item any more.")));
        }
        List<Flaw> flaws = FormCheck.flaws(state.item().form(), customFields);
        if (!flaws.isEmpty()) {
            throw refused(flaws.stream()
                    .map(flaw -> new FieldError("/customFields" + flaw.pointer(), flaw.code(), flaw.detail()))
                    .toList());
        }
        CatalogItem item = state.item();
        return Optional.of(new Chosen(
                item,
                new CatalogReference(state.path(), state.version(), item.deskId(), item.slaHint()),
                item.steps().isEmpty() ? null : new Procedure(item.steps(), approvals.byRequester())));
    }

    private static ProblemException refused(List<FieldError> errors) {
        return new ProblemException(
                Problem.of(ProblemType.UNPROCESSABLE, "The ticket does not fit the form of its category.")
                        .with("code", "RULE_VIOLATED")
                        .withErrors(errors));
    }
}
