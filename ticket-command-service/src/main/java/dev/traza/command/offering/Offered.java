package dev.traza.command.offering;

import dev.traza.command.catalog.ItemState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An item as this instance knows it.
 *
 * @param versions the newest ones, the present one last
 */
public record Offered(List<ItemState> versions) {

    public Offered {
        versions = List.copyOf(versions);
    }

    /** As it is now. */
    public ItemState now() {
        return versions.getLast();
    }

    /** As it was at this version; empty when it never was, or that is too long ago. */
    public Optional<ItemState> at(long version) {
        return versions.stream().filter(state -> state.version() == version).findFirst();
    }

    Offered then(ItemState next, int kept) {
        List<ItemState> longer = new ArrayList<>(versions);
        longer.add(next);
        return new Offered(longer.subList(Math.max(0, longer.size() - kept), longer.size()));
    }
}
