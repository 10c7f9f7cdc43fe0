package dev.traza.contract.ticket;

import dev.traza.contract.personal.Personal;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.personal.Scoped;
import org.jspecify.annotations.Nullable;

/**
 * A person who is asked for approval. Who is no staff can be written to only if an address is given here.
 *
 * @param id the subject of the person's token; never empty
 * @param language BCP 47 tag of the language to write in, for example {@code es}
 */
public record Approver(
        String id,
        @Personal @Nullable String name,
        @Personal @Nullable String email,
        @Nullable String language) implements Scoped {

    @Override
    public Scope scope() {
        return new Scope.OfPerson(id);
    }
}
