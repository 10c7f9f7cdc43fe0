package dev.traza.contract.sealing;

import dev.traza.contract.personal.Scope;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** One message being written: seals its texts, and notes the keys that are needed to read it. */
public final class Sealing implements Sealer {

    private final KeyRing ring;
    private final Set<UUID> used = new LinkedHashSet<>();

    /** With the keys of this ring. */
    public Sealing(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public String seal(Scope scope, String text) {
        TextKey key = ring.keyFor(scope);
        used.add(key.id());
        return key.seal(text);
    }

    /** The keys used so far, in the order of their first use. */
    public Set<UUID> used() {
        return Set.copyOf(used);
    }
}
