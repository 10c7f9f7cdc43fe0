package dev.traza.command.catalog;

import dev.traza.contract.catalog.CatalogCommand;
import dev.traza.contract.catalog.CatalogCommand.DefineCatalogItem;
import dev.traza.contract.catalog.CatalogCommand.RestoreCatalogItem;
import dev.traza.contract.catalog.CatalogCommand.RetireCatalogItem;
import dev.traza.contract.catalog.CatalogCommand.ReviseCatalogItem;
import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemDefined;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemRestored;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemRetired;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemRevised;
import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the catalog: what becomes of a command, given the facts and the item as it is. Asked in this order: may
 * the actor do this, is the item at the expected version, does it exist, does a rule forbid it. What is so already is
 * not written again.
 */
public final class ItemDecider {

    /** The longest reason for retiring an item, in characters. */
    static final int LONGEST_REASON = 2_000;

    private ItemDecider() {}

    /**
     * Decides a command. The same arguments always give the same decision.
     *
     * @param state absent when there is no such item
     */
    public static ItemDecision decide(CatalogCommand command, ItemFacts facts, @Nullable ItemState state) {
        if (!mayChange(facts.actor())) {
            return refused(RejectionCode.NOT_PERMITTED, "Only administrators change the catalog");
        }
        long version = state == null ? 0 : state.version();
        if (facts.expectedVersion() != null && facts.expectedVersion() != version) {
            return refused(
                    RejectionCode.VERSION_MISMATCH,
                    "The item is at version %d, not at the expected one".formatted(version));
        }
        if (state == null) {
            return command instanceof DefineCatalogItem define
                    ? begin(define.item(), facts)
                    : refused(RejectionCode.ITEM_NOT_FOUND, "The catalog has no such item");
        }
        return switch (command) {
            case DefineCatalogItem define -> define(define.item(), state);
            case ReviseCatalogItem revise -> revise(revise.item(), state);
            case RetireCatalogItem retire -> retire(retire, state);
            case RestoreCatalogItem _ ->
                state.retired()
                        ? ItemDecision.accepted(new CatalogItemRestored(state.path()))
                        : ItemDecision.accepted();
        };
    }

    private static boolean mayChange(Actor actor) {
        return actor.kind() == Actor.Kind.USER && actor.roles().contains(Role.ADMIN);
    }

    private static ItemDecision begin(CatalogItem item, ItemFacts facts) {
        ItemState parent = facts.parent();
        if (facts.path().parent().isPresent() && parent == null) {
            return broken("There is no item at %s, below which this one would stand"
                    .formatted(facts.path().parent().orElseThrow().text()));
        }
        if (parent != null && parent.retired()) {
            return broken("The item at %s is retired; nothing new is put below it".formatted(parent.path()));
        }
        return sound(item, new CatalogItemDefined(facts.path().text(), item));
    }

    private static ItemDecision define(CatalogItem item, ItemState state) {
        List<CatalogEvent> events = new ArrayList<>();
        if (state.retired()) {
            events.add(new CatalogItemRestored(state.path()));
        }
        if (!item.equals(state.item())) {
            events.add(new CatalogItemRevised(state.path(), item));
        }
        return sound(item, events.toArray(CatalogEvent[]::new));
    }

    private static ItemDecision revise(CatalogItem item, ItemState state) {
        return item.equals(state.item())
                ? ItemDecision.accepted()
                : sound(item, new CatalogItemRevised(state.path(), item));
    }

    private static ItemDecision retire(RetireCatalogItem retire, ItemState state) {
        if (state.retired()) {
            return ItemDecision.accepted();
        }
        String reason = retire.reason();
        return reason != null && reason.length() > LONGEST_REASON
                ? broken("A reason has at most %d characters".formatted(LONGEST_REASON))
                : ItemDecision.accepted(new CatalogItemRetired(state.path(), reason));
    }

    private static ItemDecision sound(CatalogItem item, CatalogEvent... events) {
        List<Flaw> flaws = ItemRules.flaws(item);
        return flaws.isEmpty()
                ? ItemDecision.accepted(events)
                : broken(flaws.getFirst().sentence());
    }

    private static ItemDecision broken(String rule) {
        return refused(RejectionCode.RULE_VIOLATED, rule);
    }

    private static ItemDecision refused(RejectionCode code, String detail) {
        return new ItemDecision.Refused(code, detail);
    }
}
